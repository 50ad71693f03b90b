package magpie.kit.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Queue<Integer> things = new ConcurrentLinkedQueue<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Watch watch = new Watch(timer, Duration.ofMillis(1), "watch", this::look, () -> !things.isEmpty());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private void look() {
        looks.incrementAndGet();
        if (Integer.valueOf(0).equals(things.poll())) {
            throw new IllegalStateException("a failed look");
        }
    }

    private void add(int thing) {
        things.add(thing);
        watch.start();
    }

    private void awaitIdle() {
        while (!things.isEmpty() || !timer.getQueue().isEmpty() || timer.getActiveCount() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void looksWhileThereIsAnything() {
        add(1);
        add(2);
        add(3);
        awaitIdle();
        assertThat(looks).hasValueBetween(3, 6); // one more for each that was taken before it was watched
        assertThat(timer.getQueue()).isEmpty();
    }

    @Test
    void nothingIsForgottenBetweenTheLastLookAndTheNextThing() {
        for (int i = 1; i < 5_000; i++) {
            add(i);
            while (!things.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        awaitIdle();
        assertThat(things).isEmpty();
    }

    @Test
    void aFailedLookIsNotTheLast() {
        add(0);
        add(1);
        awaitIdle();
        assertThat(things).isEmpty();
    }

    @Test
    void anEndedTimerEndsItQuietly() {
        timer.shutdownNow();
        add(1);
        assertThat(looks).hasValue(0);
    }

    @Test
    void closedItLooksNoMore() {
        watch.close();
        add(1);
        while (timer.getCompletedTaskCount() < 1) {
            Thread.onSpinWait();
        }
        assertThat(looks).hasValue(0);
        assertThat(things).hasSize(1);
    }
}
