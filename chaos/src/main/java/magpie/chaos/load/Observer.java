package magpie.chaos.load;

import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Outcome;

/** Is told of every attempt, by any thread. */
@FunctionalInterface
public interface Observer {
    /**
     * An attempt has ended just now.
     *
     * @param startNanos when it began, by {@link System#nanoTime}
     * @param why what was said instead of doing it; empty if it succeeded
     */
    void attempted(Operation operation, long startNanos, Outcome outcome, String why);

    /** Somebody published and then read their own feed to its top, which was whole: was the post there? */
    default void readOwnPost(boolean there) {}
}
