package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Ids;
import org.junit.jupiter.api.Test;

class LongCacheTest extends CoherentCacheContract {
    private static final String NOBODY = "nobody";
    private static final long ID = Ids.floor(System.currentTimeMillis());

    private final Map<Long, String> names = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final LongCache<String> near = LongCache.of(
            100,
            CachePlan.<Long, String>loadingEach(id -> {
                        questions.incrementAndGet();
                        return names.get(id);
                    })
                    .absences(NOBODY, 100));

    @Override
    <V> CoherentCache<Long, V> build(CachePlan<Long, V> plan) {
        return LongCache.of(512, plan);
    }

    @Test
    void aLookSeesWhatIsAtHandAndNothingElse() {
        assertThat(near.near(ID)).isNull();
        names.put(ID, "Ana");
        near.get(ID);
        assertThat(near.near(ID)).isEqualTo("Ana");
    }

    @Test
    void aLookPassesOverWhatIsOver() {
        LongCache<String> aging = LongCache.of(
                100, CachePlan.<Long, String>loadingEach(names::get).keptFor(Duration.ofHours(10)));
        names.put(ID, "Ana");
        aging.get(ID);
        long now = System.nanoTime();
        assertThat(aging.near(ID)).isEqualTo("Ana");
        assertThat(aging.near(ID, now + Duration.ofHours(7).toNanos())).isEqualTo("Ana");
        assertThat(aging.near(ID, now + Duration.ofMinutes(601).toNanos())).isNull();
    }

    @Test
    void whatIsNotThereIsMarkedAndNotAskedForAgainAndAgain() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(near.get(ID)).isNull();
            assertThat(near.all(List.of(ID))).isEmpty();
        }
        assertThat(near.near(ID)).isIn(NOBODY, null);
        assertThat(questions.get()).isLessThan(1_000);
    }

    @Test
    void itIsAskedForWhenSomebodySaysThatItIsThere() {
        assertThat(near.get(ID)).isNull();
        names.put(ID, "Ana");
        near.came(ID);
        assertThat(near.get(ID)).isEqualTo("Ana");
        assertThat(near.get(ID + 1)).isNull();
        near.came(ID + 1, "Anna");
        assertThat(near.near(ID + 1)).isEqualTo("Anna");
    }

    @Test
    void soItIsWhenSomethingIsForgotten() {
        assertThat(near.get(ID)).isNull();
        names.put(ID, "Ana");
        near.forget(ID);
        assertThat(near.get(ID)).isEqualTo("Ana");
        assertThat(near.get(ID + 1)).isNull();
        names.put(ID + 1, "Anna");
        near.forgetAll();
        assertThat(near.get(ID + 1)).isEqualTo("Anna");
    }

    @Test
    void itShowsItsSize() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LongCache<Long> shown =
                LongCache.of(100, CachePlan.<Long, Long>loadingEach(id -> id).monitored(meters, "numbers"));
        shown.get(ID);
        assertThat(meters.get("cache.size").tag("cache", "numbers").gauge().value())
                .isEqualTo(1);
        shown.forgetAll();
        assertThat(meters.get("cache.size").tag("cache", "numbers").gauge().value())
                .isZero();
    }
}
