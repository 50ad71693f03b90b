package magpie.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.json.Json;

/**
 * One of Magpie's own roles, each instance a process of the launcher with a data folder of its own.
 *
 * @param role the word for {@code --roles}
 * @param callees the roles that it calls
 * @param config the file that says where the engines are
 * @param options what holds for the whole cluster
 */
record Service(String role, List<String> callees, Path config, ClusterOptions options) implements Engine {
    /** As long as {@link Proxy} takes to notice that a gateway is not ready, and some. */
    private static final String DRAIN = "2s";

    /** All roles, each with those that it calls. */
    static List<Engine> all(Path config, ClusterOptions options) {
        return List.of(
                new Service("user", List.of(), config, options),
                new Service("graph", List.of(), config, options),
                new Service("post", List.of(), config, options),
                new Service("feed", List.of("graph", "post"), config, options),
                new Service("gateway", List.of("user", "graph", "post", "feed"), config, options));
    }

    @Override
    public String name() {
        return role;
    }

    @Override
    public int nodes(int asked) {
        return asked;
    }

    @Override
    public List<String> ports() {
        return List.of(CLIENTS);
    }

    @Override
    public int turn() {
        return callees.isEmpty() ? 0 : isGateway() ? 2 : 1;
    }

    @Override
    public boolean oneByOne() {
        return false;
    }

    /** {@link Proxy} looks twice a second; the other roles' callers have the next one's drain for it. */
    @Override
    public Duration noticed() {
        return isGateway() ? Duration.ofSeconds(1) : Duration.ZERO;
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) {}

    /** All know one another by the secret of the set. */
    @Override
    public void setUp(Place place) throws IOException {
        PrivateFile.write(secret(place), place.set().secret());
    }

    @Override
    public List<String> command(Place place) {
        Node node = place.node();
        List<String> command = new ArrayList<>(List.of("env", ClusterMain.JAVA_OPTIONS + "=" + options.javaOptions()));
        command.addAll(List.of(launcher(), "up", "--profile", "cluster", "--roles", role));
        command.addAll(
                List.of("--config", config.toString(), "--data", data(place).toString()));
        command.addAll(List.of("--secret-file", secret(place).toString()));
        command.addAll(List.of("--admin-port", "0", "--drain", DRAIN));
        String port = Integer.toString(node.port(CLIENTS));
        if (isGateway()) {
            command.addAll(List.of("--host", node.host(), "--port", port, "--behind-proxy", "1"));
        } else {
            command.addAll(List.of("--internal-host", node.host(), "--internal-port", port));
        }
        if (!callees.isEmpty()) {
            command.addAll(List.of("--peers", peers(place.set())));
        }
        options.set().forEach(setting -> command.add("--" + setting));
        return command;
    }

    @Override
    public void check(Place place) throws IOException {
        Path admin = data(place).resolve("admin.json");
        if (!Files.exists(admin)) {
            throw new IOException("starts");
        }
        int port = Json.MAPPER.readTree(Files.readString(admin)).path("port").asInt();
        try (Conversation conversation = Conversation.with("127.0.0.1", port)) {
            conversation.send("GET /health/ready HTTP/1.0\r\n\r\n");
            String status = conversation.line();
            if (!status.contains(" 200 ")) {
                throw new IOException("not ready");
            }
        }
    }

    private boolean isGateway() {
        return role.equals("gateway");
    }

    private String peers(Layout set) {
        List<String> peers = new ArrayList<>();
        for (String callee : callees) {
            set.of(callee).forEach(node -> peers.add(callee + "=" + node.address(CLIENTS)));
        }
        return String.join(",", peers);
    }

    private static Path data(Place place) {
        return place.folder().resolve("data");
    }

    private static Path secret(Place place) {
        return place.folder().resolve("secret");
    }

    private static String launcher() {
        return Main.checkout().resolve("magpie").toAbsolutePath().toString();
    }
}
