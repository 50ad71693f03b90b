package magpie.kit.log;

import java.time.Duration;
import magpie.kit.Periodic;

/**
 * Removes the events of an embedded topic that are older than its retention, in the background: at the start and then
 * every hour, {@value #CHUNK} events a transaction, so that no write waits behind a large deletion.
 */
public final class Retention implements AutoCloseable {
    static final int CHUNK = 1_000;
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Periodic trimming;

    private Retention(Periodic trimming) {
        this.trimming = trimming;
    }

    /** Starts trimming a topic; close before the store that holds it. */
    public static Retention start(SqliteTopics topics, String topic, Duration retention) {
        return new Retention(Periodic.start("retention-" + topic, PAUSE, () -> trim(topics, topic, retention)));
    }

    @Override
    public void close() {
        trimming.close();
    }

    static void trim(SqliteTopics topics, String topic, Duration retention) {
        int removed = CHUNK;
        while (removed == CHUNK && !Thread.currentThread().isInterrupted()) {
            removed = topics.trim(topic, retention, CHUNK);
        }
    }
}
