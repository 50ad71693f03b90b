package magpie.kit.log;

import java.time.Duration;

/** Moves an {@link Outbox} into the log, where it does not hold the events itself. Made by an {@link EventLog}. */
public interface Relay extends AutoCloseable {
    /**
     * Waits until all that the outbox has at this moment is in the log. Where another process is the one that moves it,
     * that one alone can tell, and this returns at once.
     *
     * @return false when the time was over before
     */
    boolean settle(Duration limit) throws InterruptedException;

    /** Whether it is this process, at this moment, that moves it. */
    boolean isMoving();

    /** Moves what is there, for a few seconds at most, then stops and lets another process do it. */
    @Override
    void close();
}
