package magpie.engines.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import magpie.engines.Main;
import magpie.engines.node.Conversation;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.kit.config.ConfigOverlay;
import magpie.kit.files.PrivateFiles;
import magpie.kit.json.Json;
import magpie.kit.roles.Roles;

/**
 * One of Magpie's roles, or several that share a process; each instance is a process of the launcher with its own data
 * folder. It is named after its last role.
 *
 * @param roles the words for {@code --roles}
 * @param grouping which roles are in which processes
 * @param config the file that says where the engines are
 * @param options the options of the whole cluster
 */
record Service(List<String> roles, Grouping grouping, Path config, ClusterOptions options) implements ServerKind {
    /** The port for other roles, if the client port is public. */
    private static final String INTERNAL = "internal";
    /** As long as {@link Proxy} takes to notice that a gateway is not ready, plus a margin. */
    private static final String DRAIN = "2s";

    /** All services, each after those that it calls. */
    static List<Service> all(Path config, ClusterOptions options) {
        Grouping grouping = Grouping.of(options.together());
        return grouping.groups().stream()
                .map(roles -> new Service(roles, grouping, config, options))
                .toList();
    }

    @Override
    public String name() {
        return name(roles);
    }

    private static String name(List<String> group) {
        return group.getLast();
    }

    @Override
    public List<String> ports() {
        return isEdge() && roles.size() > 1 ? List.of(CLIENTS, INTERNAL) : List.of(CLIENTS);
    }

    @Override
    public int turn() {
        return grouping.turn(roles);
    }

    /** The roles in it, if there are several. */
    @Override
    public String role(Place place) {
        return roles.size() == 1 ? "" : String.join("+", roles);
    }

    @Override
    public boolean oneByOne() {
        return false;
    }

    /** {@link Proxy} checks twice a second; for other roles, the callers have the next one's drain time. */
    @Override
    public Duration noticed() {
        return isEdge() ? Duration.ofSeconds(1) : Duration.ZERO;
    }

    @Override
    public void fetch(Fetcher fetcher, Home home) {}

    /** All processes share the secret of the set. */
    @Override
    public void setUp(Place place) throws IOException {
        PrivateFiles.write(secret(place), place.set().secret());
    }

    @Override
    public List<String> command(Place place) {
        Node node = place.node();
        List<String> command = new ArrayList<>(List.of("env", ClusterMain.JAVA_OPTIONS + "=" + javaOptions()));
        command.addAll(List.of(launcher(), "up", "--profile", "cluster", "--roles", String.join(",", roles)));
        command.addAll(
                List.of("--config", config.toString(), "--data", data(place).toString()));
        command.addAll(List.of("--secret-file", secret(place).toString()));
        ConfigOverlay.of(Stream.concat(Stream.of("admin-port=0", "drain=" + DRAIN), options.set().stream())
                        .toList())
                .forEach(setting -> command.add("--" + setting));
        if (isEdge()) {
            command.addAll(List.of("--host", node.host(), "--port", port(node, CLIENTS), "--behind-proxy", "1"));
        }
        if (isCalled()) {
            command.addAll(List.of("--internal-host", node.host(), "--internal-port", port(node, internal(roles))));
        }
        if (!grouping.callees(roles).isEmpty()) {
            command.addAll(List.of("--peers", peers(place.set())));
        }
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

    /** The options asked for come last, so that they win. */
    private String javaOptions() {
        int processes = grouping.groups().size() * options.instances();
        int cores = cores(Runtime.getRuntime().availableProcessors(), processes);
        return ("-XX:ActiveProcessorCount=" + cores + " " + options.javaOptions()).strip();
    }

    /**
     * How many cores a JVM that shares them should use: twice its share, because not all JVMs are busy at once. One
     * that uses all cores wakes a thread on another core for work that the first would finish in a moment.
     */
    static int cores(int all, int processes) {
        return Math.clamp(Math.ceilDiv(2 * all, processes), 1, all);
    }

    private boolean isEdge() {
        return isEdge(roles);
    }

    private static boolean isEdge(List<String> group) {
        return Roles.named(name(group)).isEdge();
    }

    /** Whether processes of other roles may call it. */
    private boolean isCalled() {
        return !(isEdge() && roles.size() == 1);
    }

    private static String internal(List<String> group) {
        return isEdge(group) ? INTERNAL : CLIENTS;
    }

    private static String port(Node node, String purpose) {
        return Integer.toString(node.port(purpose));
    }

    private String peers(Layout set) {
        List<String> peers = new ArrayList<>();
        for (String callee : grouping.callees(roles)) {
            List<String> group = grouping.with(callee);
            set.of(name(group)).forEach(node -> peers.add(callee + "=" + node.address(internal(group))));
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
