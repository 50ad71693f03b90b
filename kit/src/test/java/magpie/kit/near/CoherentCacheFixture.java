package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A cache over a store whose answers can be held up. */
abstract class CoherentCacheFixture {
    static final long ANA = 7;
    static final long BEN = 8;
    static final long EVE = 9;
    static final String GONE = "gone";

    final Map<Long, String> store = new ConcurrentHashMap<>(Map.of(ANA, "Ana", BEN, "Ben", EVE, "Eve"));
    private final List<Long> asked = new ArrayList<>();
    volatile Runnable beforeRead = () -> {};
    volatile Runnable afterRead = () -> {};

    /** A cache in the storage under test, with some hundred entries. */
    abstract <V> CoherentCache<Long, V> build(CachePlan<Long, V> plan);

    Map<Long, String> read(List<Long> ids) {
        beforeRead.run();
        Map<Long, String> found = new HashMap<>();
        for (Long id : ids) {
            String value = store.get(id);
            if (value != null) {
                found.put(id, value);
            }
        }
        synchronized (asked) {
            asked.addAll(ids);
        }
        afterRead.run();
        return found;
    }

    CachePlan<Long, String> plan() {
        return CachePlan.<Long, String>loading(this::read).tombstone(GONE);
    }

    final CoherentCache<Long, String> cache = build(plan());

    List<Long> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** The next read signals that it has an answer, and holds it back until it is released. */
    final class HeldUp {
        final CountDownLatch read = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        HeldUp() {
            afterRead = () -> {
                afterRead = () -> {};
                read.countDown();
                await(go);
            };
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).as("in time").isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
