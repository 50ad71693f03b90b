package magpie.tests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import magpie.app.node.Node;
import magpie.client.Answer;
import magpie.client.Network;
import magpie.client.Person;
import magpie.kit.files.Folders;

/**
 * A whole network for a test, used through its public API alone. The same stories run in all modes. With two gateways,
 * requests alternate between them.
 */
public final class World implements Network, AutoCloseable {
    /** How the roles are distributed. */
    public enum Mode {
        /** Every role in one node. */
        LOCAL,
        /** Each role in a node of its own with its own data folder, all in this JVM, talking over gRPC. */
        RPC,
        /** The same on the engines, which must be up, with two nodes of each role side by side. */
        CLUSTER;

        /** The modes of this run: with the engines unless left out, as by {@code ./magpie test --quick}. */
        static List<Mode> told() {
            return System.getProperty("magpie.skipped-tag", "").contains("engines")
                    ? List.of(LOCAL, RPC)
                    : List.of(values());
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Nodes nodes;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger names = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    /** The engines also hold the people of other worlds. */
    private final String generation;

    private volatile Consumer<Answer> watcher = answer -> {};

    private World(Mode mode, Map<String, String> settings) throws IOException {
        this.generation = mode == Mode.CLUSTER ? Long.toString(System.nanoTime() % 1_000_000_000, 36) + "_" : "";
        this.folder = Files.createTempDirectory("magpie-world");
        this.nodes = new Nodes(mode, folder, settings);
        nodes.start();
    }

    /** A network with default settings, but no rate limits. */
    public static World of(Mode mode) throws IOException {
        return of(mode, Map.of());
    }

    /** A network with custom settings, for example {@code feed.window} of 3. */
    public static World of(Mode mode, Map<String, String> settings) throws IOException {
        return new World(mode, settings);
    }

    /** Registers a new person; the name gets a number, so that stories in one world do not collide. */
    public Person person(String name) {
        return Person.register(this, name + "_" + generation + names.incrementAndGet());
    }

    /** Passes every further answer to somebody before the story continues. */
    public void watch(Consumer<Answer> by) {
        watcher = by;
    }

    @Override
    public Answer answered(Answer answer) {
        watcher.accept(answer);
        return answer;
    }

    /** Waits until all effects of what was acknowledged so far are visible. */
    public void settle() {
        nodes.settle();
    }

    /**
     * Waits until what one person did is known everywhere. With one node per role that is immediate. On the engines it
     * takes the other nodes a moment to hear of it, a second at the 99th percentile; only one's own feed is guaranteed
     * to be right before that.
     */
    public void othersHear() {
        if (nodes.mode() == Mode.CLUSTER) {
            nodes.settle();
        }
    }

    /** Expects something that lags on the engines, such as counts: immediately elsewhere, there within seconds. */
    public void soon(Runnable expectation) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (nodes.mode() == Mode.CLUSTER && System.nanoTime() < end) {
            try {
                expectation.run();
                return;
            } catch (AssertionError e) {
                Thread.onSpinWait(); // each round is a request, which takes its time
            }
        }
        expectation.run();
    }

    /** Restarts everything on the same data. */
    public void restart() throws IOException {
        nodes.stop();
        nodes.start();
    }

    /** Stops all nodes of a role that has nodes of its own. */
    public void stop(String role) {
        nodes.stop(role);
    }

    /** A node that runs a role. */
    public Node node(String role) {
        return nodes.of(role).getFirst();
    }

    /** The same network through one gateway only. */
    public Network gateway(int number) {
        return new Network() {
            @Override
            public String url() {
                return World.this.url(number);
            }

            @Override
            public HttpClient http() {
                return http;
            }

            @Override
            public Answer answered(Answer answer) {
                return World.this.answered(answer);
            }
        };
    }

    /** The folder with all data. */
    public Path folder() {
        return folder;
    }

    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public String url() {
        return url(turn.getAndIncrement());
    }

    private String url(int number) {
        List<Node> gateways = nodes.of("gateway");
        return "http://127.0.0.1:"
                + gateways.get(Math.floorMod(number, gateways.size())).port();
    }

    @Override
    public void close() throws IOException {
        http.close();
        nodes.stop();
        Folders.remove(folder);
    }
}
