package magpie.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import magpie.app.Magpie;
import magpie.app.node.Node;
import magpie.engines.Engines;
import magpie.kit.config.Settings;
import magpie.kit.roles.Role;
import magpie.kit.roles.Roles;
import magpie.tests.World.Mode;

/** The nodes of a {@link World}: which role runs where, and which peers each knows. */
final class Nodes {
    /** Roles that can start together; each turn calls those before it. */
    private static final List<List<String>> TURNS = Roles.turns(Roles.ALL).stream()
            .map(turn -> turn.stream().map(Role::name).toList())
            .toList();

    private static final int SIDE_BY_SIDE = 2;
    private static final String ALL = "all";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Mode mode;
    private final Path folder;
    private final Map<String, String> settings;
    private final Path secret;
    private final Map<String, List<Node>> running = new ConcurrentHashMap<>();

    /** Creates nodes with their data folders in {@code folder}. */
    Nodes(Mode mode, Path folder, Map<String, String> settings) throws IOException {
        this.mode = Objects.requireNonNull(mode, "mode");
        this.folder = folder;
        this.settings = settings;
        this.secret = ClusterSecret.in(folder);
    }

    Mode mode() {
        return mode;
    }

    /** The nodes that run a role. */
    List<Node> of(String role) {
        List<Node> nodes = running.get(mode == Mode.LOCAL ? ALL : role);
        if (nodes == null) {
            throw new IllegalArgumentException("role: " + role + " (expected: one that runs)");
        }
        return nodes;
    }

    void start() throws IOException {
        if (mode == Mode.LOCAL) {
            running.put(ALL, List.of(node(ALL, 1, Map.of())));
            return;
        }
        for (List<String> turn : TURNS) {
            start(turn);
        }
    }

    /** Starts roles side by side; roles that already run are their peers. */
    private void start(List<String> roles) throws IOException {
        Map<String, String> own = Map.of("secret-file", secret.toString(), "internal-port", "0", "peers", peers());
        Map<String, List<Future<Node>>> starts = new LinkedHashMap<>();
        try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String role : roles) {
                List<Future<Node>> nodes = new ArrayList<>();
                for (int number = 1; number <= (mode == Mode.CLUSTER ? SIDE_BY_SIDE : 1); number++) {
                    int which = number;
                    nodes.add(starting.submit(() -> node(role, which, own)));
                }
                starts.put(role, nodes);
            }
        }
        for (Map.Entry<String, List<Future<Node>>> started : starts.entrySet()) {
            List<Node> nodes = new ArrayList<>();
            for (Future<Node> node : started.getValue()) {
                nodes.add(done(node));
            }
            running.put(started.getKey(), List.copyOf(nodes));
        }
    }

    private static Node done(Future<Node> start) throws IOException {
        try {
            return start.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while nodes started", e);
        } catch (ExecutionException e) {
            throw new IOException("a node did not start", e.getCause());
        }
    }

    private String peers() {
        List<String> peers = new ArrayList<>();
        running.forEach((role, nodes) -> nodes.forEach(node -> peers.add(role + "=127.0.0.1:" + node.internalPort())));
        return String.join(",", peers);
    }

    private Node node(String roles, int number, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("roles", roles);
        all.put(
                "data",
                folder.resolve(number == 1 ? roles : roles + "-" + number).toString());
        all.put("port", "0");
        all.put("admin-port", "0");
        all.putIfAbsent("limits", "off");
        all.putAll(own);
        if (mode == Mode.CLUSTER) {
            all.put("config", engines().resolve("magpie.conf").toString());
        }
        List<String> flags = new ArrayList<>();
        all.forEach((key, value) -> flags.add("--" + key + "=" + value));
        return Magpie.start(Settings.of(flags, Map.of()));
    }

    /** The folder of this test run's engines, which must all be up. */
    static Path engines() {
        List.of("postgres", "neo4j", "cassandra", "kafka", "redis").forEach(Engines::required);
        return Path.of(System.getProperty("magpie.engines", ".engines"));
    }

    /** Waits until no consumer of any node has anything to do. */
    void settle() {
        running.values().forEach(Nodes::awaitMoving);
        boolean waited = true;
        while (waited) {
            waited = false;
            for (List<Node> nodes : running.values()) {
                for (Node node : nodes) {
                    waited |= node.settle();
                }
            }
        }
    }

    /** Waits until one of them relays events: a killed process' lease from before may take a while to expire. */
    private static void awaitMoving(List<Node> nodes) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (nodes.stream().noneMatch(Node::movesEvents)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("None of the nodes moves their events after " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Stops all nodes of a role. */
    void stop(String role) {
        List<Node> nodes = running.remove(role);
        if (nodes == null) {
            throw new IllegalArgumentException("role: " + role + " (expected: one with nodes of its own)");
        }
        close(nodes);
    }

    /** Stops all, callers before those they call. */
    void stop() {
        TURNS.reversed().forEach(turn -> turn.forEach(this::stopIfThere));
        stopIfThere(ALL);
    }

    private void stopIfThere(String role) {
        List<Node> nodes = running.remove(role);
        if (nodes != null) {
            close(nodes);
        }
    }

    private static void close(List<Node> nodes) {
        nodes.parallelStream().forEach(Node::close);
    }
}
