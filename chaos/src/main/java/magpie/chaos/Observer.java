package magpie.chaos;

/** Is told of every attempt, by any thread. */
@FunctionalInterface
public interface Observer {
    /**
     * An attempt has ended just now.
     *
     * @param startNanos when it began, by {@link System#nanoTime}
     */
    void attempted(Operation operation, long startNanos, Outcome outcome);

    /** Somebody published and then read their own feed to its top, which was whole: was the post there? */
    default void readOwnPost(boolean there) {}
}
