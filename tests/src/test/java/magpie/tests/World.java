package magpie.tests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import magpie.app.Node;
import magpie.chaos.Answer;
import magpie.chaos.Network;
import magpie.chaos.Person;
import magpie.engines.Engines;
import magpie.kit.config.Settings;

/**
 * A whole network for a test, spoken to through its public API alone. Local: every role in one node. Rpc: each role in a
 * node of its own with its own data folder, all in this JVM, talking over gRPC. Cluster: the same on the engines, which
 * must be up. The same stories run in all.
 */
final class World implements Network, AutoCloseable {
    /** How the roles are spread. */
    enum Mode {
        LOCAL,
        RPC,
        CLUSTER
    }

    private static final List<String> ROLES = List.of("user", "graph", "post", "feed", "gateway");

    private final Mode mode;
    private final Path folder;
    private final Map<String, String> settings;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger names = new AtomicInteger();
    /** In the engines there are the people of other worlds too. */
    private final String generation;

    private volatile Consumer<Answer> watcher = answer -> {};

    private World(Mode mode, Map<String, String> settings) throws IOException {
        this.mode = mode;
        this.settings = settings;
        this.generation = mode == Mode.CLUSTER ? Long.toString(System.nanoTime() % 1_000_000_000, 36) + "_" : "";
        this.folder = Files.createTempDirectory("magpie-world");
        open();
    }

    /** A network with default settings, but no rate limits. */
    static World of(Mode mode) throws IOException {
        return of(mode, Map.of());
    }

    /** A network with some settings of its own, for example {@code feed.window} to 3. */
    static World of(Mode mode, Map<String, String> settings) throws IOException {
        return new World(mode, settings);
    }

    /** Registers somebody new; the name gets a number, so that stories in one world do not meet. */
    Person person(String name) {
        return Person.register(this, name + "_" + generation + names.incrementAndGet());
    }

    /** Shows every further answer to somebody, before the story goes on with it. */
    void watch(Consumer<Answer> by) {
        watcher = by;
    }

    @Override
    public Answer answered(Answer answer) {
        watcher.accept(answer);
        return answer;
    }

    /** Waits until all effects of what was acknowledged so far are there. */
    void settle() {
        boolean waited = true;
        while (waited) {
            waited = false;
            for (Node node : nodes.values()) {
                waited |= node.settle();
            }
        }
    }

    /** Stops everything and starts it again on the same data. */
    void restart() throws IOException {
        stop();
        open();
    }

    /** Stops one role's node; Rpc alone. */
    void stop(String role) {
        Node node = nodes.remove(role);
        if (node == null) {
            throw new IllegalArgumentException("role: " + role + " (expected: one with a node of its own)");
        }
        node.close();
    }

    /** The node that runs a role. */
    Node node(String role) {
        Node node = nodes.get(mode == Mode.LOCAL ? "all" : role);
        if (node == null) {
            throw new IllegalArgumentException("role: " + role + " (expected: one that runs)");
        }
        return node;
    }

    /** Where all of it is kept. */
    Path folder() {
        return folder;
    }

    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + node("gateway").port();
    }

    @Override
    public void close() throws IOException {
        http.close();
        stop();
        deleteTree(folder);
    }

    private void open() throws IOException {
        if (mode == Mode.LOCAL) {
            nodes.put("all", start("all", Map.of()));
            return;
        }
        Path secret = folder.resolve("secret");
        if (!Files.exists(secret)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Files.writeString(secret, HexFormat.of().formatHex(random));
            Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
        List<String> peers = new ArrayList<>();
        for (String role : ROLES) {
            Map<String, String> own =
                    Map.of("secret-file", secret.toString(), "internal-port", "0", "peers", String.join(",", peers));
            Node node = start(role, own);
            nodes.put(role, node);
            peers.add(role + "=127.0.0.1:" + node.internalPort());
        }
    }

    /** The settings that name the engines of this test run, which must all be there. */
    private static Path engines() {
        List.of("postgres", "neo4j", "cassandra", "kafka", "redis").forEach(Engines::required);
        return Path.of(System.getProperty("magpie.engines", ".engines"), "magpie.conf");
    }

    private Node start(String roles, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("roles", roles);
        all.put("data", folder.resolve(roles).toString());
        all.put("port", "0");
        all.put("admin-port", "0");
        all.putIfAbsent("limits", "off");
        all.putAll(own);
        if (mode == Mode.CLUSTER) {
            all.put("config", engines().toString());
        }
        List<String> flags = new ArrayList<>();
        all.forEach((key, value) -> flags.add("--" + key + "=" + value));
        return Node.start(Settings.of(flags, Map.of()));
    }

    private void stop() {
        List<Node> all = new ArrayList<>(nodes.values());
        nodes.clear();
        for (Node node : all.reversed()) {
            node.close();
        }
    }

    static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
