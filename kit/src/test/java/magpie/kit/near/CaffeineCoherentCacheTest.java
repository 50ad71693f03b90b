package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class CaffeineCoherentCacheTest extends CoherentCacheContract {
    @Override
    <V> CoherentCache<Long, V> build(CachePlan<Long, V> plan) {
        return plan.entries(1_000);
    }

    @Test
    void thereIsNoMoreInItThanItsWeight() {
        CoherentCache<String, Integer> weighed =
                CachePlan.<String, Integer>loadingEach(String::length).weighing(1_000, (word, length) -> length);
        assertThat(weighed.get("x".repeat(1_001))).isEqualTo(1_001);
        assertThat(weighed.find("x".repeat(1_001)))
                .as("one that is larger than all the room")
                .isNull();
        int kept = 0;
        for (int length = 1; length < 100; length++) {
            weighed.get("x".repeat(length));
        }
        for (int length = 1; length < 100; length++) {
            Integer found = weighed.find("x".repeat(length));
            kept += found == null ? 0 : found;
        }
        assertThat(kept).isBetween(1, 1_000);
    }

    @Test
    void itsHitsAreCounted() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        CoherentCache<Long, Long> counted = CachePlan.<Long, Long>loadingEach(id -> id)
                .monitored(meters, "numbers")
                .entries(10);
        counted.get(1L);
        counted.get(1L);
        assertThat(meters.get("cache.gets")
                        .tags("cache", "numbers", "result", "hit")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void itDoesNotPretendToRememberWhatThereIsNot() {
        CachePlan<Long, Long> plan = CachePlan.<Long, Long>loadingEach(id -> id).absences(-1L, 10);
        assertThatThrownBy(() -> plan.entries(10)).isInstanceOf(IllegalStateException.class);
    }
}
