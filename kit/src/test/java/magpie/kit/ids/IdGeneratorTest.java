package magpie.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Ids;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    private final AtomicLong now = new AtomicLong(Ids.EPOCH_MILLIS + 1_000_000);
    private final IdGenerator ids = new IdGenerator(() -> Instant.ofEpochMilli(now.get()), 7, 0);

    @Test
    void carriesItsTimeAndWorker() {
        long id = ids.next();
        assertThat(Ids.millis(id)).isEqualTo(now.get());
        assertThat((id >> Ids.WORKER_SHIFT) & Ids.MAX_WORKER).isEqualTo(7);
        assertThat(id).isGreaterThanOrEqualTo(Ids.floor(now.get()));
    }

    @Test
    void growsWithinAMillisecondAndBeyondItsSequences() {
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            long id = ids.next();
            assertThat(id).isGreaterThan(last);
            last = id;
        }
        assertThat(Ids.millis(last)).isEqualTo(now.get() + 2);
    }

    @Test
    void mintsNothingOldWhenTheClockStepsBack() {
        long before = ids.next();
        now.addAndGet(-60_000);
        assertThat(ids.next()).isGreaterThan(before);
    }

    @Test
    void goesOnAboveTheHighWaterMark() {
        long highWater = ids.next() + (5_000L << Ids.TIME_SHIFT);
        IdGenerator next = new IdGenerator(() -> Instant.ofEpochMilli(now.get()), 7, highWater);
        assertThat(next.next()).isGreaterThan(highWater);
    }

    @Test
    void givesEveryThreadItsOwn() throws InterruptedException, ExecutionException {
        Set<Long> seen = new HashSet<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                all.add(threads.submit(() -> {
                    List<Long> mine = new ArrayList<>();
                    for (int i = 0; i < 20_000; i++) {
                        mine.add(ids.next());
                    }
                    return mine;
                }));
            }
            for (Future<List<Long>> each : all) {
                assertThat(each.get()).isSorted();
                seen.addAll(each.get());
            }
        }
        assertThat(seen).hasSize(80_000);
    }

    @Test
    void refusesAWorkerThatDoesNotFit() {
        assertThatThrownBy(() -> new IdGenerator(Instant::now, 1_024, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
