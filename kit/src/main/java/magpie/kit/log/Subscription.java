package magpie.kit.log;

import java.time.Duration;
import java.util.List;
import magpie.api.log.Batch;

/** A consumer at work on one topic: how far it is, what it set aside. Made by an {@link EventLog}. */
public interface Subscription extends AutoCloseable {
    /** Who consumes, for metrics and the operator. */
    String name();

    /** What is consumed. */
    String topic();

    /**
     * How far it is: grows with what is done, and is {@link #end} when all is. Of a group whose events several
     * processes get, how far all of them are together.
     */
    long position();

    /**
     * How far the topic is at this moment.
     *
     * @throws magpie.api.ServiceException {@code UNAVAILABLE} while the topic cannot be reached
     */
    long end();

    /** The events that were set aside, oldest first, at most 1,000. */
    List<Progress.DeadLetter> deadLetters();

    /** Gives an event that was set aside, or any other, to the consumer of this process once more and waits. */
    void replay(Batch.Entry event) throws InterruptedException;

    /**
     * Waits until all events that the topic has at this moment are done, whichever process of a group has them.
     *
     * @return false when the time was over before
     */
    boolean settle(Duration limit) throws InterruptedException;

    /** Stops reading; what is under way may finish, and comes again where it did not. */
    @Override
    void close();
}
