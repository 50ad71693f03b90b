package magpie.kit.log;

import java.time.Duration;

/** Moves an {@link Outbox} into a log that is not made of the outboxes themselves. Made by an {@link EventLog}. */
public interface Relay extends AutoCloseable {
    /**
     * Waits until everything now in the outbox is in the log. If another process moves it, only that one can tell, and
     * this returns at once.
     *
     * @return false on timeout
     */
    boolean settle(Duration limit) throws InterruptedException;

    /** Whether this process is the one that moves it at this moment. */
    boolean isMoving();

    /** Moves what is there, for a few seconds at most, then stops and lets another process take over. */
    @Override
    void close();
}
