package magpie.kit.log;

import java.util.ArrayList;
import java.util.List;
import magpie.api.log.Batch;

/** Progress of a consumer whose effects are in memory only: each process starts over at the log's end. */
public final class TransientProgress implements Progress {
    private static final int MAX_DEAD_LETTERS = 1_000;

    private final String topic;
    private final long start;
    private final List<DeadLetter> letters = new ArrayList<>();

    /** Starts after an offset, usually the topic's end. */
    public TransientProgress(String topic, long start) {
        this.topic = topic;
        this.start = start;
    }

    @Override
    public long load() {
        return start;
    }

    @Override
    public void save(long offset) {
        // Nothing that outlives the process needs to be found again.
    }

    @Override
    public synchronized void keepDeadLetter(Batch.Entry event, String error) {
        if (letters.size() < MAX_DEAD_LETTERS) {
            letters.add(new DeadLetter(topic, event, error));
        }
    }

    @Override
    public synchronized List<DeadLetter> deadLetters() {
        return List.copyOf(letters);
    }
}
