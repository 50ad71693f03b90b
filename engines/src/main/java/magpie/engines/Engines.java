package magpie.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.engines.node.EngineException;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;

/**
 * Gives tests and fault injection access to the engines: where they are, and ways to break them. They run already, in
 * the folder named by the system property {@code magpie.engines}; nothing here makes a set.
 */
public final class Engines {
    private static final Object ONE_AT_A_TIME = new Object();

    private final Home home;
    private final Layout layout;
    private final List<Node> nodes;

    private Engines(Home home, Layout layout, List<Node> nodes) {
        this.home = home;
        this.layout = layout;
        this.nodes = nodes;
    }

    /**
     * One engine: {@code postgres}, {@code redis}, {@code sentinel}, {@code cassandra}, {@code kafka} or {@code neo4j}.
     *
     * @throws EngineException if there is none, or if a node of it does not answer: a test that needs it fails then
     */
    public static Engines required(String engine) {
        Home home = home();
        return answer(set -> {
            Layout layout = set.existing();
            List<Node> nodes = layout.of(engine);
            if (nodes.isEmpty()) {
                throw new EngineException("There is no " + engine + " in " + home.folder()
                        + ". Start it by ./magpie engines up, or run the tests by ./magpie test.");
            }
            for (Node node : nodes) {
                Status status = set.status(node.name());
                if (!status.isWell()) {
                    throw new EngineException(status.name() + " in " + home.folder() + ": " + status.health() + ".");
                }
            }
            return new Engines(home, layout, nodes);
        });
    }

    /** The names of its nodes, such as {@code kafka-1}, which the static methods take. */
    public List<String> nodes() {
        return nodes.stream().map(Node::name).toList();
    }

    /** The client address of each node: {@code host:port}. */
    public List<String> addresses() {
        return nodes.stream().map(node -> node.address(ServerKind.CLIENTS)).toList();
    }

    /** The password of the set: for PostgreSQL's users {@code magpie} and {@code postgres}, and all other engines. */
    public String password() {
        return layout.secret();
    }

    /** The folder of fetched programs. */
    Path lib() {
        return Path.of(layout.lib());
    }

    /** The settings that name all engines, and their passwords, for the program under test. */
    public Map<String, String> settings() {
        return home.settings(layout);
    }

    /** The access that an adapter with this settings record needs. */
    public EngineAccess access(Class<? extends Record> record) {
        return access(record, Map.of());
    }

    /** The same access with some settings replaced. */
    public EngineAccess access(Class<? extends Record> record, Map<String, String> others) {
        Map<String, String> settings = settings();
        settings.putAll(others);
        return EngineAccess.of(Settings.of(settings), List.of(record));
    }

    /** Ends a node's process, and its children, as a power cut would. */
    public static void kill(String node) {
        change(set -> set.process(node).kill());
    }

    /** Stops a node's process in its tracks (SIGSTOP): it keeps its connections and answers nothing. */
    public static void pause(String node) {
        change(set -> set.process(node).signal("STOP"));
    }

    /** Resumes a paused node (SIGCONT). */
    public static void resume(String node) {
        change(set -> set.process(node).signal("CONT"));
    }

    /** Stops a running node gracefully, starts it again, and returns when it answers. */
    public static void restart(String node) {
        change(set -> set.restart(node));
    }

    /**
     * Promotes a standby of PostgreSQL without losing what was acknowledged: {@code postgres-2}, or for
     * {@code postgres} the most up-to-date one. A running primary is stopped first and comes back as a standby.
     */
    public static void promote(String node) {
        change(set -> set.promote(node));
    }

    /**
     * A node's role among its siblings: {@code primary} or {@code standby} of PostgreSQL, {@code master} or
     * {@code replica} of Redis; empty if all are alike, or if it does not answer.
     */
    public static String role(String node) {
        return answer(set -> set.status(node).role());
    }

    /** Whether a node's process runs and answers. */
    public static boolean isWell(String node) {
        return answer(set -> set.status(node).isWell());
    }

    private interface Change {
        void in(EngineSet set) throws IOException, InterruptedException;
    }

    private interface Question<T> {
        T about(EngineSet set) throws IOException, InterruptedException;
    }

    private static void change(Change change) {
        synchronized (ONE_AT_A_TIME) {
            answer(set -> {
                change.in(set);
                return true;
            });
        }
    }

    private static <T> T answer(Question<T> question) {
        Home home = home();
        try {
            return question.about(new EngineSet(home));
        } catch (IOException e) {
            throw new EngineException("the engines in " + home.folder() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while it asked the engines in " + home.folder(), e);
        }
    }

    /** The folder of all engines, as {@code MAGPIE_ENGINES} names it. */
    public static Path folder() {
        return home().folder();
    }

    private static Home home() {
        return Home.at(Path.of(System.getProperty("magpie.engines", ".engines")), "engines");
    }
}
