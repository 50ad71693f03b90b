package magpie.kit.log;

import java.time.Duration;
import java.util.List;
import magpie.api.log.Batch;

/** A consumer at work on one topic: its position and its dead letters. Made by an {@link EventLog}. */
public interface Subscription extends AutoCloseable {
    /** Who consumes, for metrics and the operator. */
    String name();

    /** What is consumed. */
    String topic();

    /**
     * Its position: grows with what is done, and equals {@link #end} when everything is. For a group that several
     * processes share, the position of all of them together.
     */
    long position();

    /**
     * The topic's end at this moment.
     *
     * @throws magpie.api.ServiceException {@code UNAVAILABLE} while the topic cannot be reached
     */
    long end();

    /** The events that could not be processed, oldest first, at most 1,000. */
    List<Progress.DeadLetter> deadLetters();

    /** Gives a dead letter, or any other event, to this process's consumer once more and waits. */
    void replay(Batch.Entry event) throws InterruptedException;

    /**
     * Waits until all events that are now in the topic are done, whichever process of a group has them.
     *
     * @return false on timeout
     */
    boolean settle(Duration limit) throws InterruptedException;

    /** Stops reading; what is under way may finish, and comes again where it did not. */
    @Override
    void close();
}
