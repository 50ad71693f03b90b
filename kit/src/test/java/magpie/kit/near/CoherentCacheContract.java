package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.kit.fastpath.FastPath;
import org.junit.jupiter.api.Test;

/** What a cache promises, whatever its storage. */
abstract class CoherentCacheContract extends CacheChangesContract {
    @Test
    void whatWasReadIsAtHand() {
        assertThat(cache.find(ANA)).isNull();
        assertThat(cache.get(ANA)).isEqualTo("Ana");
        store.clear();
        assertThat(cache.find(ANA)).isEqualTo("Ana");
        assertThat(cache.get(ANA)).isEqualTo("Ana");
        assertThat(cache.all(List.of(ANA))).containsExactly(Map.entry(ANA, "Ana"));
        assertThat(asked()).containsExactly(ANA);
    }

    @Test
    void manyAreReadAtOnceAndEachOnce() {
        cache.get(ANA);
        assertThat(cache.all(List.of(ANA, BEN, BEN, EVE))).containsOnlyKeys(ANA, BEN, EVE);
        assertThat(asked()).containsExactlyInAnyOrder(ANA, BEN, EVE);
        assertThat(cache.all(List.of())).isEmpty();
    }

    /** Of two who find the same value too old the second must not throw away what the first had read for it. */
    @Test
    void whatItsReaderFindsTooOldIsReadAgainOnce() {
        String old = cache.get(ANA);
        store.put(ANA, "Anna");
        cache.discard(ANA, old);
        assertThat(cache.get(ANA)).isEqualTo("Anna");
        cache.discard(ANA, old);
        assertThat(cache.find(ANA)).isEqualTo("Anna");
        assertThat(asked()).containsExactly(ANA, ANA);
    }

    @Test
    void whatThereIsNotIsLeftOut() {
        assertThat(cache.get(70L)).isNull();
        assertThat(cache.all(List.of(ANA, 70L))).containsOnlyKeys(ANA);
    }

    @Test
    void noMoreAreAskedForAtOnceThanMayBe() {
        List<Integer> sizes = new ArrayList<>();
        CoherentCache<Long, String> batches = build(CachePlan.<Long, String>loading(ids -> {
                    sizes.add(ids.size());
                    return read(ids);
                })
                .inBatches(2));
        assertThat(batches.all(List.of(ANA, BEN, EVE))).hasSize(3);
        assertThat(sizes).containsExactly(2, 1);
        assertThat(batches.all(List.of(ANA, BEN, EVE))).hasSize(3);
        assertThat(sizes).hasSize(2);
    }

    @Test
    void manyWhoMissTheSameReadItOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(100);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit(() -> {
                    waiting.countDown();
                    waiting.await();
                    return cache.get(ANA);
                }));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("Ana");
            }
        }
        assertThat(asked()).containsExactly(ANA);
    }

    @Test
    void whoAsksForMoreWaitsForWhatAnotherReadsAndReadsTheRest() throws Exception {
        HeldUp heldUp = new HeldUp();
        CountDownLatch second = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<Long, String>> first = callers.submit(() -> cache.all(List.of(ANA, BEN)));
            await(heldUp.read);
            afterRead = second::countDown;
            Future<Map<Long, String>> other = callers.submit(() -> cache.all(List.of(BEN, EVE)));
            await(second);
            assertThat(other.isDone()).isFalse();
            heldUp.go.countDown();
            assertThat(first.get()).containsOnlyKeys(ANA, BEN);
            assertThat(other.get()).containsOnlyKeys(BEN, EVE);
        }
        assertThat(asked()).containsExactlyInAnyOrder(ANA, BEN, EVE);
    }

    @Test
    void aReadThatFailsFailsForAllWhoWaitAndIsNotKept() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        beforeRead = () -> {
            began.countDown();
            await(go);
            throw new IllegalStateException("away");
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = callers.submit(() -> cache.get(ANA));
            await(began);
            CountDownLatch joining = new CountDownLatch(1);
            Future<String> joined = callers.submit(() -> {
                joining.countDown();
                return cache.get(ANA);
            });
            await(joining);
            go.countDown();
            assertThatThrownBy(first::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("away");
            assertThatThrownBy(joined::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("away");
        }
        beforeRead = () -> {};
        assertThat(cache.get(ANA)).isEqualTo("Ana");
    }

    @Test
    void whatIsNotWorthItIsNotKept() {
        CoherentCache<Long, String> short3 = build(plan().keepingOnly(name -> name.length() < 3));
        store.put(BEN, "B.");
        for (int i = 0; i < 2; i++) {
            assertThat(short3.all(List.of(ANA, BEN))).hasSize(2);
        }
        assertThat(asked()).containsExactlyInAnyOrder(ANA, BEN, ANA);
    }

    @Test
    void eachIsKeptForItsAge() {
        CoherentCache<Long, String> aging =
                build(plan().keptFor((id, name) -> id == ANA ? Duration.ofNanos(1) : Duration.ofHours(1)));
        assertThat(aging.all(List.of(ANA, BEN))).hasSize(2);
        store.put(ANA, "Anna");
        store.put(BEN, "Benno");
        assertThat(aging.find(ANA)).isNull();
        assertThat(aging.get(ANA)).isEqualTo("Anna");
        assertThat(aging.get(BEN)).isEqualTo("Ben");
        aging.addTombstone(BEN);
        assertThat(aging.find(BEN)).isEqualTo(GONE);
    }

    @Test
    void aHitStaysOnTheFastPathAndAMissLeavesIt() {
        assertThat(FastPath.attempt(() -> String.valueOf(cache.get(ANA)))).isNull();
        assertThat(FastPath.attempt(() -> cache.all(List.of(ANA, BEN)))).isNull();
        assertThat(asked()).isEmpty();
        cache.all(List.of(ANA, BEN));
        assertThat(FastPath.attempt(() -> String.valueOf(cache.get(ANA)))).isEqualTo("Ana");
        assertThat(FastPath.attempt(() -> cache.all(List.of(ANA, BEN)))).hasSize(2);
    }

    @Test
    void thereIsNoMoreInItThanHasRoom() {
        CoherentCache<Long, String> numbers = build(CachePlan.loadingEach(id -> "n" + id));
        for (long id = 0; id < 10_000; id++) {
            assertThat(numbers.get(id)).isEqualTo("n" + id);
        }
        int kept = 0;
        for (long id = 0; id < 10_000; id++) {
            kept += numbers.find(id) == null ? 0 : 1;
        }
        assertThat(kept).isBetween(1, 1_024);
    }
}
