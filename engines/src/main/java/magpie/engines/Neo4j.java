package magpie.engines;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Neo4j's community edition, which knows no cluster: in a set of three there are two of it that do not know each other,
 * the second for reads while the first is away.
 *
 * @param copies how many more than one there shall be at least
 */
record Neo4j(int copies) implements Engine {
    private static final JavaEngine PROGRAM = new JavaEngine("neo4j", "2026.08.1");
    private static final String DATABASE = "neo4j";
    private static final String HTTP = "http";
    private static final int MILLIS = 2_000;

    @Override
    public String name() {
        return "neo4j";
    }

    @Override
    public int nodes(int asked) {
        return Math.max(1 + copies, Math.min(asked, 2));
    }

    @Override
    public List<String> ports() {
        return List.of(CLIENTS, HTTP);
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException {
        PROGRAM.fetch(fetcher);
    }

    @Override
    public void setUp(Place place) throws IOException {
        for (String folder : List.of("conf", "logs", "plugins", "import", "run")) {
            Files.createDirectories(place.folder().resolve(folder));
        }
        Node node = place.node();
        Files.writeString(place.folder().resolve("conf/neo4j.conf"), """
                dbms.security.auth_enabled=false
                server.default_listen_address=%s
                server.bolt.listen_address=%s
                server.http.enabled=true
                server.http.listen_address=%s
                server.http_enabled_modules=TRANSACTIONAL_ENDPOINTS
                server.https.enabled=false
                server.memory.heap.initial_size=320m
                server.memory.heap.max_size=320m
                server.memory.pagecache.size=64m
                dbms.usage_report.enabled=false
                client.allow_telemetry=false
                """.formatted(
                        node.host(), node.address(CLIENTS), node.address(HTTP)));
    }

    @Override
    public List<String> command(Place place) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xms320m", "-Xmx320m", "-Dfile.encoding=UTF-8"));
        for (String open : List.of("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")) {
            options.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
        }
        options.addAll(List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        options.addAll(List.of("-Djdk.tls.ephemeralDHKeySize=2048", "-Dlog4j2.disable.jmx=true"));
        List<String> command = PROGRAM.command(JavaEngine.ownJdk(), place, options);
        command.addAll(List.of(
                "org.neo4j.server.Neo4jCommunity",
                "--home-dir=" + place.folder(),
                "--config-dir=" + place.folder().resolve("conf"),
                "--console-mode"));
        return command;
    }

    @Override
    public void stopped(Place place) throws IOException {
        PROGRAM.keepArchive(JavaEngine.ownJdk(), place);
    }

    /** The copy fills itself from it. */
    @Override
    public boolean isSaved(Place place) {
        return place.isFirst();
    }

    /** Its community edition can be copied in no other way. */
    @Override
    public boolean isSavedAtRest() {
        return true;
    }

    @Override
    public void save(Place place, Path folder) throws IOException, InterruptedException {
        admin(place, "dump", DATABASE, "--to-path=" + folder);
    }

    @Override
    public void load(Place place, Path folder) throws IOException, InterruptedException {
        setUp(place);
        admin(place, "load", DATABASE, "--from-path=" + folder);
    }

    private static void admin(Place place, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("org.neo4j.cli.AdminTool", "database"));
        command.addAll(List.of(arguments));
        PROGRAM.runLong(
                Map.of(
                        "NEO4J_HOME",
                        place.folder().toString(),
                        "NEO4J_CONF",
                        place.folder().resolve("conf").toString()),
                place,
                List.of("-Xmx320m", "--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
                command);
    }

    /** Its nodes do not know one another. */
    @Override
    public boolean oneByOne() {
        return false;
    }

    /** It opens its web port last. */
    @Override
    public void check(Place place) throws IOException {
        URI root = URI.create("http://" + place.node().address(HTTP) + "/");
        HttpURLConnection http = (HttpURLConnection) root.toURL().openConnection();
        http.setConnectTimeout(MILLIS);
        http.setReadTimeout(MILLIS);
        int status = http.getResponseCode();
        http.disconnect();
        if (status != HttpURLConnection.HTTP_OK) {
            throw new IOException("it answers " + status);
        }
    }
}
