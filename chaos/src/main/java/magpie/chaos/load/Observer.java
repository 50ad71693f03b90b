package magpie.chaos.load;

import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Outcome;

/** Observes every attempt. Thread-safe. */
@FunctionalInterface
public interface Observer {
    /**
     * Reports an attempt that has just ended.
     *
     * @param startNanos when it began, by {@link System#nanoTime}
     * @param why the reason given for a failure; empty if it succeeded
     */
    void attempted(Operation operation, long startNanos, Outcome outcome, String why);

    /** Reports whether somebody who published saw the post in their own complete feed, read from the top. */
    default void readOwnPost(boolean there) {}
}
