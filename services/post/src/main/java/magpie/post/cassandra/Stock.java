package magpie.post.cassandra;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** What every part of the store works with. */
record Stock(
        Engine engine,
        CassandraTuning tuning,
        LongSupplier mint,
        InstantSource clock,
        Lists lists,
        ListCounter tallies,
        CountScheduler folds,
        PostSummaryCache heads,
        ReactionCache deeds,
        NearTimelines timelines,
        GoneUsers gone,
        OutboxRows outbox) {
    private static final int SAMPLES = 32;

    /**
     * Sometimes looks how long a list has become of which nobody asks the count: often enough that a part is noticed
     * soon after it is full.
     */
    void sample(ListRef list, long id) {
        if (ThreadLocalRandom.current().nextInt(tuning.partEntries()) < SAMPLES) {
            folds.touched(list, id);
        }
    }
}
