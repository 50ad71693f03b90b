package magpie.kit.log;

import java.util.List;
import magpie.api.log.Batch;

/** A placeholder for a log that keeps its consumers' progress itself. */
final class KeptByTheLog implements Progress {
    @Override
    public long load() {
        throw misplaced();
    }

    @Override
    public void save(long offset) {
        throw misplaced();
    }

    @Override
    public void keepDeadLetter(Batch.Entry event, String error) {
        throw misplaced();
    }

    @Override
    public List<DeadLetter> deadLetters() {
        throw misplaced();
    }

    private static IllegalStateException misplaced() {
        return new IllegalStateException("progress: by the log (expected: a place, for the embedded log keeps none)");
    }
}
