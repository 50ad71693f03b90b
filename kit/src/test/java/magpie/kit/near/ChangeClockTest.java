package magpie.kit.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChangeClockTest {
    private final ChangeClock clock = new ChangeClock();

    @Test
    void aChangeIsOfItsKeyAndOfFewOthers() {
        long before = clock.now();
        clock.changed(5L);
        assertThat(clock.isUnchanged(5L, before)).isFalse();
        assertThat(clock.isUnchanged(5L, clock.now())).isTrue();
        long others = LongStream.range(1_000, 11_000)
                .map(n -> n << 22) // as ids are, of a millisecond each
                .filter(id -> !clock.isUnchanged(id, before))
                .count();
        assertThat(others).isLessThan(100);
    }

    @Test
    void aChangeOfAllIsOfEach() {
        long before = clock.now();
        clock.allChanged();
        assertThat(clock.isUnchanged(5L, before)).isFalse();
        clock.changed(6L);
        assertThat(clock.isUnchanged(5L, before)).isFalse();
        assertThat(clock.isUnchanged(5L, clock.now())).isTrue();
    }

    @Test
    void aLateChangeDoesNotHideALaterOne() throws Exception {
        int changes = 500_000;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> hidden = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                hidden.add(threads.submit(() -> {
                    int count = 0;
                    for (int change = 0; change < changes; change++) {
                        long before = clock.now();
                        clock.changed(5L);
                        count += clock.isUnchanged(5L, before) ? 1 : 0;
                    }
                    return count;
                }));
            }
            for (Future<Integer> each : hidden) {
                assertThat(each.get()).isZero();
            }
        }
    }
}
