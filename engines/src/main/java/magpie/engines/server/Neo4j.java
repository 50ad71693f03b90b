package magpie.engines.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import magpie.engines.node.Conversation;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.kit.Sha256;
import magpie.kit.files.PrivateFiles;

/**
 * Neo4j's community edition, which has no clustering: a set of three has two nodes that do not know each other, the
 * second for reads while the first is away.
 *
 * @param copies the least number of nodes besides the first
 */
public record Neo4j(int copies) implements ServerKind {
    private static final JavaEngine PROGRAM = new JavaEngine("neo4j", "2026.08.1");
    private static final String DATABASE = "neo4j";
    private static final String USER = "neo4j";
    private static final int SALT = 32;
    private static final int ROUNDS = 1_024;

    /** Bolt's handshake: it offers versions 5.8 down to 5.0, and nothing else. */
    private static final byte[] GREETING = {
        0x60, 0x60, (byte) 0xb0, 0x17, 0, 8, 8, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int CHOICE = 4;

    @Override
    public String name() {
        return "neo4j";
    }

    @Override
    public int nodes(int asked) {
        return Math.max(1 + copies, Math.min(asked, 2));
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
        if (!Files.exists(place.folder().resolve("data/databases"))) {
            writePassword(place);
        }
        Files.writeString(place.folder().resolve("conf/neo4j.conf"), """
                dbms.security.auth_enabled=true
                server.default_listen_address=%s
                server.bolt.listen_address=%s
                server.http.enabled=false
                server.https.enabled=false
                server.fleet_discovery.enabled=false
                server.memory.heap.initial_size=320m
                server.memory.heap.max_size=320m
                server.memory.pagecache.size=64m
                dbms.usage_report.enabled=false
                client.allow_telemetry=false
                """.formatted(node.host(), node.address(CLIENTS)));
    }

    /**
     * Writes the file from which it takes its first user's password when it starts without data. Its own tool would
     * write the same file, but takes the password as an argument, which anybody can see.
     */
    private static void writePassword(Place place) throws IOException {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        HexFormat hex = HexFormat.of();
        PrivateFiles.write(
                Files.createDirectories(place.folder().resolve("data/dbms")).resolve("auth.ini"),
                USER + ":SHA-256," + hex.formatHex(hash(salt, place.set().secret())) + "," + hex.formatHex(salt) + ","
                        + ROUNDS + ":\n");
    }

    private static byte[] hash(byte[] salt, String password) {
        MessageDigest digest = Sha256.digest();
        digest.update(salt);
        byte[] hash = digest.digest(password.getBytes(StandardCharsets.UTF_8));
        for (int round = 1; round < ROUNDS; round++) {
            hash = digest.digest(hash);
        }
        return hash;
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

    /** The replica fills itself from the first node. */
    @Override
    public boolean isSaved(Place place) {
        return place.isFirst();
    }

    /** The community edition can only be copied while it is stopped. */
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

    /** Does Bolt's handshake, which it answers once it serves clients. */
    @Override
    public void check(Place place) throws IOException {
        try (Conversation neo4j = Conversation.with(place.node(), CLIENTS)) {
            neo4j.send(GREETING);
            byte[] choice = neo4j.receive(CHOICE);
            if (choice.length < CHOICE || choice[CHOICE - 1] == 0) {
                throw new IOException("it does not say which Bolt it speaks");
            }
        }
    }
}
