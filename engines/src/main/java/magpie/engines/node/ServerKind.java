package magpie.engines.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A kind of server: how to fetch, set up, start, check and stop it. */
public interface ServerKind {
    /** The port that clients connect to, in every engine. */
    String CLIENTS = "clients";

    String name();

    /** How many nodes it has in a set of one, or of three. */
    default int nodes(int asked) {
        return asked;
    }

    /** The purposes of its ports, {@link #CLIENTS} first. */
    default List<String> ports() {
        return List.of(CLIENTS);
    }

    /** Fetches what is missing; refuses a machine where it could not run. */
    void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException;

    /** Rewrites a node's configuration, and makes its initial data if it has none; earlier nodes are running. */
    void setUp(Place place) throws IOException, InterruptedException;

    /** The command line of its process, which stays in the foreground. */
    List<String> command(Place place) throws IOException, InterruptedException;

    /** Returns when the node answers as a client needs; otherwise throws what is wrong. */
    void check(Place place) throws IOException, InterruptedException;

    /** Called when all its nodes run, for the first time or again. */
    default void complete(List<Place> all) throws IOException, InterruptedException {}

    /** Called after a node has stopped gracefully. */
    default void stopped(Place place) throws IOException, InterruptedException {}

    /** Whether a backup includes this node's data; the data of other nodes is rebuilt, or starts empty. */
    default boolean isSaved(Place place) throws IOException {
        return false;
    }

    /** Whether a node must be stopped while it is saved. */
    default boolean isSavedAtRest() {
        return false;
    }

    /** Saves all that a node has acknowledged until now into an empty folder. */
    default void save(Place place, Path folder) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(name() + " is not saved");
    }

    /** Loads saved data into a node that has none. */
    default void load(Place place, Path folder) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(name() + " is not saved");
    }

    /** A running node's role among its siblings; empty if they are all alike. */
    default String role(Place place) throws IOException, InterruptedException {
        return "";
    }

    /** The nodes in start order. */
    default List<Place> order(List<Place> all) throws IOException {
        return all;
    }

    /** Whether a node starts only when the one before it answers. */
    default boolean oneByOne() {
        return true;
    }

    /** How long after a restart, at most, its callers take to notice that it is back. */
    default Duration noticed() {
        return Duration.ZERO;
    }

    /** The engine that this one is a part of. */
    default String partOf() {
        return name();
    }

    /** When it starts: engines of a later turn need those of earlier ones. They stop in reverse order. */
    default int turn() {
        return 0;
    }

    /** A fixed port that it should have; 0 for any free one. */
    default int wantedPort() {
        return 0;
    }

    /** The signal for a fast graceful stop. */
    default String stopSignal() {
        return "TERM";
    }

    /**
     * A node and its surroundings.
     *
     * @param node which one
     * @param set all of them
     * @param folder the node's own; its siblings' are beside it
     */
    record Place(Node node, Layout set, Path folder) {
        /** All nodes of this engine, the first one first. */
        public List<Node> siblings() {
            return set.of(node.engine());
        }

        public Node first() {
            return siblings().getFirst();
        }

        public boolean isFirst() {
            return node.number() == 1;
        }

        public boolean isAlone() {
            return siblings().size() == 1;
        }
    }
}
