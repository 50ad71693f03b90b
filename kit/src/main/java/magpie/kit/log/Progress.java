package magpie.kit.log;

import java.util.List;
import magpie.api.log.Batch;

/** A consumer's position and its dead letters. */
public interface Progress {
    /** For a group whose progress the log keeps: calling it is a wiring mistake. */
    Progress BY_THE_LOG = new KeptByTheLog();

    /** The offset up to which everything was done. */
    long load();

    /** Saves that everything up to this offset is done. */
    void save(long offset);

    /** Keeps an event that cannot be processed. */
    void keepDeadLetter(Batch.Entry event, String error);

    /** The dead letters, oldest first, at most 1,000. */
    List<DeadLetter> deadLetters();

    /** An event that could not be processed, and why. */
    record DeadLetter(String topic, Batch.Entry event, String error) {}
}
