package magpie.kit.log;

import java.util.List;
import magpie.api.log.Batch;

/** Where a consumer keeps how far it has come, and what it set aside. */
public interface Progress {
    /** Of a group whose progress the log keeps: asking it is a mistake in the wiring. */
    Progress BY_THE_LOG = new KeptByTheLog();

    /** The offset up to which all was done before. */
    long load();

    /** All up to this offset is done. */
    void save(long offset);

    /** Keeps an event that cannot be digested. */
    void keepDeadLetter(Batch.Entry event, String error);

    /** The events set aside, oldest first, at most 1,000. */
    List<DeadLetter> deadLetters();

    /** An event that was set aside, and why. */
    record DeadLetter(String topic, Batch.Entry event, String error) {}
}
