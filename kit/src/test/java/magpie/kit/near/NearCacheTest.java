package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NearCacheTest {
    @Test
    void behavesLikeAMapThatMayForget() {
        NearCache<String> cache = new NearCache<>(64);
        Map<Long, String> model = new HashMap<>();
        SplittableRandom dice = new SplittableRandom(1);
        for (int step = 0; step < 100_000; step++) {
            long key = dice.nextLong(-20, 180);
            String value = "v" + step;
            switch (dice.nextInt(5)) {
                case 0 -> {
                    cache.put(key, value);
                    model.put(key, value);
                    assertThat(cache.get(key)).isEqualTo(value);
                }
                case 1 -> {
                    String before = cache.fill(key, value, NearCache.FOR_EVER, 0, () -> true);
                    assertThat(before).isIn(model.get(key), value);
                    model.put(key, before);
                }
                case 2 -> {
                    cache.change(key, before -> value);
                    model.computeIfPresent(key, (k, before) -> value);
                }
                case 3 -> {
                    cache.remove(key);
                    model.remove(key);
                }
                default -> assertThat(cache.get(key)).isIn(model.get(key), null);
            }
            assertThat(cache.size()).isBetween(0, 64);
        }
    }

    @Test
    void keepsAllThatFits() {
        NearCache<Long> cache = new NearCache<>(1 << 16);
        long first = 1_234_567_890L << 22;
        for (int i = 0; i < 20_000; i++) {
            cache.put(first + ((long) i << 22), (long) i);
        }
        int kept = 0;
        for (int i = 0; i < 20_000; i++) {
            kept += cache.get(first + ((long) i << 22)) == null ? 0 : 1;
        }
        assertThat(kept).as("ids of one instant a step, a third of the places").isGreaterThan(19_900);
    }

    @Test
    void whatIsUsedStaysLongerThanWhatIsNot() {
        NearCache<Long> cache = new NearCache<>(1_024);
        int hot = 128;
        for (long key = 0; key < 50_000; key++) {
            cache.put(key, key);
            cache.get(key % hot);
            if (key % hot == hot - 1) {
                for (long again = 0; again < hot; again++) {
                    cache.fill(again, again, NearCache.FOR_EVER, 0, () -> true);
                }
            }
        }
        int kept = 0;
        for (long key = 0; key < hot; key++) {
            kept += cache.get(key) == null ? 0 : 1;
        }
        assertThat(kept).isGreaterThan(hot * 9 / 10);
    }

    @Test
    void nothingIsFilledInThatMayNotBe() {
        NearCache<String> cache = new NearCache<>(8);
        assertThat(cache.fill(5, "5", NearCache.FOR_EVER, 0, () -> false)).isNull();
        assertThat(cache.get(5)).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void aLookUpNeverSeesAnothersValue() throws Exception {
        NearCache<Long> cache = new NearCache<>(32);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Future<?>[] running = new Future<?>[4];
            for (int thread = 0; thread < running.length; thread++) {
                SplittableRandom dice = new SplittableRandom(thread);
                running[thread] = threads.submit(() -> {
                    for (int i = 0; i < 300_000; i++) {
                        long key = dice.nextLong(500);
                        Long found = cache.get(key);
                        assertThat(found == null || found == key).isTrue();
                        cache.put(key, key);
                    }
                });
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
    }
}
