package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a cache promises about changes, whatever its storage. */
abstract class CacheChangesContract extends CoherentCacheFixture {
    @Test
    void whatChangedIsReadAnew() {
        assertThat(cache.all(List.of(ANA, BEN))).hasSize(2);
        store.put(ANA, "Anna");
        store.put(BEN, "Benno");
        cache.forget(ANA);
        assertThat(cache.find(ANA)).isNull();
        assertThat(cache.all(List.of(ANA, BEN))).isEqualTo(Map.of(ANA, "Anna", BEN, "Ben"));
    }

    @Test
    void whatWasReadBeforeAChangeIsGivenAndNotKept() {
        afterRead = () -> {
            afterRead = () -> {};
            store.put(ANA, "Anna");
            cache.forget(ANA);
        };
        assertThat(cache.get(ANA)).isEqualTo("Ana");
        assertThat(cache.find(ANA)).isNull();
        assertThat(cache.get(ANA)).isEqualTo("Anna");
        assertThat(cache.find(ANA)).isEqualTo("Anna");
    }

    @Test
    void soItIsInABatchWhichKeepsTheOthers() {
        afterRead = () -> cache.forget(List.of(ANA, EVE));
        assertThat(cache.all(List.of(ANA, BEN, EVE))).hasSize(3);
        assertThat(cache.find(ANA)).isNull();
        assertThat(cache.find(BEN)).isEqualTo("Ben");
        assertThat(cache.find(EVE)).isNull();
    }

    @Test
    void whoComesAfterAChangeDoesNotWaitForAnOlderRead() throws Exception {
        HeldUp heldUp = new HeldUp();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> older = callers.submit(() -> cache.get(ANA));
            await(heldUp.read);
            store.put(ANA, "Anna");
            cache.forget(ANA);
            assertThat(cache.get(ANA)).isEqualTo("Anna");
            heldUp.go.countDown();
            assertThat(older.get()).isEqualTo("Ana");
        }
        assertThat(cache.find(ANA)).isEqualTo("Anna");
    }

    @Test
    void ifItIsNotKnownWhatChangedAllIsForgottenAndNothingOlderKept() throws Exception {
        cache.get(BEN);
        HeldUp heldUp = new HeldUp();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> older = callers.submit(() -> cache.get(ANA));
            await(heldUp.read);
            store.put(ANA, "Anna");
            store.put(BEN, "Benno");
            cache.forgetAll();
            assertThat(cache.get(ANA)).isEqualTo("Anna");
            assertThat(cache.get(BEN)).isEqualTo("Benno");
            cache.forgetAll();
            heldUp.go.countDown();
            assertThat(older.get()).isEqualTo("Ana");
        }
        assertThat(cache.find(ANA)).isNull();
        assertThat(cache.get(ANA)).isEqualTo("Anna");
    }

    @Test
    void whatItsOwnerReadBeforeAChangeIsNotKeptEither() {
        long moment = cache.moment();
        cache.forget(ANA);
        cache.keep(ANA, "Ana", moment);
        assertThat(cache.find(ANA)).isNull();
        cache.keep(ANA, "Anna", cache.moment());
        assertThat(cache.find(ANA)).isEqualTo("Anna");
    }

    @Test
    void whatIsDeletedStaysSo() {
        assertThat(cache.get(ANA)).isEqualTo("Ana");
        cache.addTombstone(ANA);
        assertThat(cache.find(ANA)).isEqualTo(GONE);
        cache.keep(ANA, "Ana", cache.moment());
        cache.came(ANA, "Ana");
        assertThat(cache.all(List.of(ANA))).containsEntry(ANA, GONE);
        assertThat(asked()).containsExactly(ANA);
    }

    @Test
    void aDeletionWhileItIsReadHoldsForWhoReads() {
        afterRead = () -> cache.addTombstone(ANA);
        assertThat(cache.get(ANA)).isEqualTo(GONE);
        assertThat(cache.find(ANA)).isEqualTo(GONE);
    }

    @Test
    void aDeletionOutlivesItsTombstoneAndAChangeItsValue() {
        long moment = cache.moment();
        cache.addTombstone(ANA);
        cache.put(BEN, "Benno");
        for (int round = 1; cache.find(ANA) != null || cache.find(BEN) != null; round++) {
            assertThat(round).isLessThan(100);
            for (long other = 1_000L * round; other < 1_000L * round + 1_000; other++) {
                cache.keep(other, "takes room", cache.moment());
                for (int look = 0; look < 5; look++) {
                    cache.find(other); // was used more than those two
                }
            }
        }
        cache.keep(ANA, "Ana", moment);
        cache.keep(BEN, "Ben", moment);
        assertThat(cache.find(ANA)).isNull();
        assertThat(cache.find(BEN)).isNull();
    }

    @Test
    void whatTheStoreSaysIsDeletedStaysSo() {
        cache.get(ANA);
        store.put(BEN, GONE);
        assertThat(cache.all(List.of(ANA, BEN))).containsEntry(BEN, GONE);
        cache.keep(ANA, GONE, -1);
        store.put(ANA, "Anna");
        assertThat(cache.get(ANA)).isEqualTo(GONE);
    }

    @Test
    void whoWritesSaysWhatItIsNow() {
        afterRead = () -> cache.put(ANA, "Anna");
        assertThat(cache.get(ANA)).isEqualTo("Ana");
        assertThat(cache.get(ANA)).isEqualTo("Anna");
        cache.put(ANA, "Annika");
        cache.change(ANA, name -> name + "!");
        assertThat(cache.get(ANA)).isEqualTo("Annika!");
    }

    @Test
    void aChangeOfWhatIsNotAtHandIsNotLost() {
        afterRead = () -> {
            afterRead = () -> {};
            cache.change(ANA, name -> name + "!");
        };
        assertThat(cache.get(ANA)).isEqualTo("Ana");
        assertThat(cache.find(ANA))
                .as("neither the old nor a change of nothing")
                .isNull();
    }

    /** Many readers, one writer that reads its own writes, and now and then everything is forgotten. */
    @Test
    void nobodyWhoHeardOfAChangeIsShownWhatWasBefore() throws Exception {
        AtomicLong stored = new AtomicLong();
        AtomicLong told = new AtomicLong();
        CoherentCache<Long, Long> counts = build(CachePlan.loadingEach(id -> stored.get()));
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> reading = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reading.add(readers.submit(() -> {
                    long behind = 0;
                    while (!over.get()) {
                        long atLeast = told.get();
                        behind += counts.get(ANA) < atLeast ? 1 : 0;
                    }
                    return behind;
                }));
            }
            for (int i = 1; i <= 20_000; i++) {
                stored.incrementAndGet();
                if (i % 10 == 0) {
                    counts.forgetAll();
                } else {
                    counts.forget(ANA);
                }
                told.incrementAndGet();
            }
            over.set(true);
            for (Future<Long> reader : reading) {
                assertThat(reader.get())
                        .as("times that a reader was shown the old")
                        .isZero();
            }
        }
    }
}
