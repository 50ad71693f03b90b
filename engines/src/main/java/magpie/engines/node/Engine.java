package magpie.engines.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A kind of server: what it is made of, how one is set up, started, asked and stopped. */
public interface Engine {
    /** What clients talk to, of every engine. */
    String CLIENTS = "clients";

    String name();

    /** How many nodes there are in a set of one, or of three, of each. */
    default int nodes(int asked) {
        return asked;
    }

    /** The purposes of its ports, {@link #CLIENTS} first. */
    default List<String> ports() {
        return List.of(CLIENTS);
    }

    /** Fetches what is not here yet; refuses where it could not run. */
    void fetch(Fetcher fetcher, Home home) throws IOException, InterruptedException;

    /** Writes a node's configuration anew, and its first data if it has none; those before it in the order run. */
    void setUp(Place place) throws IOException, InterruptedException;

    /** The command line of its process, which stays in the foreground. */
    List<String> command(Place place) throws IOException, InterruptedException;

    /** Returns when the node answers as a client would want it to; throws what is wrong otherwise. */
    void check(Place place) throws IOException, InterruptedException;

    /** When all its nodes run, for the first time or again. */
    default void complete(List<Place> all) throws IOException, InterruptedException {}

    /** After a node has stopped in an orderly way. */
    default void stopped(Place place) throws IOException, InterruptedException {}

    /** Whether a backup has what this node keeps; what the others keep is made from that, or begins anew. */
    default boolean isSaved(Place place) throws IOException {
        return false;
    }

    /** Whether a node has to be stopped while it is saved. */
    default boolean isSavedAtRest() {
        return false;
    }

    /** Writes all that a node has acknowledged until now into a folder, which is there and empty. */
    default void save(Place place, Path folder) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(name() + " is not saved");
    }

    /** Gives a node that has nothing yet what was saved of it. */
    default void load(Place place, Path folder) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(name() + " is not saved");
    }

    /** Whether its clients are asked for the password of the set; what serves the world has its own ways. */
    default boolean hasPassword() {
        return true;
    }

    /** What a node that runs is among its siblings; empty where they are all alike. */
    default String role(Place place) throws IOException, InterruptedException {
        return "";
    }

    /** The nodes in the order in which they start. */
    default List<Place> order(List<Place> all) throws IOException {
        return all;
    }

    /** Whether a node starts only when the one before it answers. */
    default boolean oneByOne() {
        return true;
    }

    /** How long after a restart those who call a node have noticed that it is back, at the latest. */
    default Duration noticed() {
        return Duration.ZERO;
    }

    /** The engine that this one is a part of. */
    default String partOf() {
        return name();
    }

    /** When it starts: those of a later turn need those of earlier ones. It stops before them. */
    default int turn() {
        return 0;
    }

    /** A port that somebody wants it to have; 0 for any that is free. */
    default int wantedPort() {
        return 0;
    }

    /** The signal at which it stops in an orderly way at once. */
    default String stopSignal() {
        return "TERM";
    }

    /**
     * Where a node is.
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
