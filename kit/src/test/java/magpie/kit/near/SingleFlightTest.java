package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.ServiceException;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final Map<Long, String> cache = new ConcurrentHashMap<>();
    private final SingleFlight<Long, String> flights = new SingleFlight<>(cache::get);
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void manyWhoMissTheSameLoadItOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(200);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<Long, String>>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(callers.submit(() -> {
                    waiting.countDown();
                    waiting.await(); // all have missed
                    return flights.load(List.of(7L, 8L), this::load);
                }));
            }
            for (Future<Map<Long, String>> answer : answers) {
                assertThat(answer.get()).containsExactlyInAnyOrderEntriesOf(Map.of(7L, "7", 8L, "8"));
            }
        }
        assertThat(loads)
                .as("each key once, be it by two who each came first with one")
                .hasValue(2);
    }

    @Test
    void whoFailsFailsForAllAndTheNextTriesAgain() {
        assertThatThrownBy(() -> flights.load(List.of(7L), keys -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        assertThat(flights.load(List.of(7L), this::load)).containsEntry(7L, "7");
    }

    @Test
    void whoComesAfterAChangeDoesNotJoinAnOlderLoad() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Map<Long, String>> older = callers.submit(() -> flights.load(List.of(7L), keys -> {
                began.countDown();
                await(go);
                return Map.of(7L, "old");
            }));
            began.await();
            flights.forget(7L);
            assertThat(flights.load(List.of(7L), keys -> Map.of(7L, "new"))).containsEntry(7L, "new");
            go.countDown();
            assertThat(older.get()).containsEntry(7L, "old");
        }
    }

    /** Whoever waited for another's load, which failed because that one's caller went away, loads itself. */
    @Test
    void whoWaitedForAnotherWhoWasGivenUpLoadsItself() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            Future<?> first = givenUp(callers, go, ServiceException.unavailable("given up", null));
            Future<Map<Long, String>> second = joined(callers);
            go.countDown();
            assertThat(second.get()).containsEntry(7L, "7");
            assertThatThrownBy(first::get).hasMessageContaining("given up");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void whatIsWrongWithTheQuestionIsNotAskedAgain() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch go = new CountDownLatch(1);
            Future<?> first = givenUp(callers, go, ServiceException.notFound("post"));
            Future<Map<Long, String>> second = joined(callers);
            go.countDown();
            assertThatThrownBy(second::get).hasMessageContaining("no such post");
            assertThatThrownBy(first::get).hasMessageContaining("no such post");
        }
        assertThat(loads).hasValue(0);
    }

    /** A load that is under way, and fails when it may go on. */
    private Future<?> givenUp(ExecutorService callers, CountDownLatch go, ServiceException why) throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<?> first = callers.submit(() -> flights.load(List.of(7L), keys -> {
            began.countDown();
            await(go);
            throw why;
        }));
        began.await();
        return first;
    }

    /** Somebody who waits for it. */
    private Future<Map<Long, String>> joined(ExecutorService callers) throws Exception {
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        Future<Map<Long, String>> second = callers.submit(() -> {
            waiting.complete(Thread.currentThread());
            return flights.load(List.of(7L), this::load);
        });
        while (waiting.get().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return second;
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThat(flights.load(List.of(7L, 9L, 9L), keys -> Map.of(7L, "7"))).containsOnlyKeys(7L);
    }

    private Map<Long, String> load(List<Long> keys) {
        loads.addAndGet(keys.size());
        Map<Long, String> found = new HashMap<>();
        keys.forEach(key -> found.put(key, key.toString()));
        cache.putAll(found);
        return found;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
