package magpie.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interruption ends a wait, and is not forgotten. */
class WaitsTest {
    private static final Duration FIRST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    @AfterEach
    void forget() {
        Thread.interrupted();
    }

    @Test
    void pausesGrowToTheLongestAndDiffer() {
        for (int tries = 1; tries < 100; tries++) {
            long most = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(20, tries - 1));
            assertThat(Waits.backOffNanos(tries, FIRST, LONGEST))
                    .as("after %d", tries)
                    .isBetween(most / 2, most);
        }
        assertThat(Waits.backOffNanos(0, FIRST, LONGEST)).isBetween(FIRST.toNanos() / 2, FIRST.toNanos());
    }

    @Test
    void whoIsInterruptedStaysSo() {
        Thread.currentThread().interrupt();
        assertThat(Waits.pause(Duration.ofDays(1))).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(Waits.backOff(1, LONGEST, LONGEST)).isFalse();
        assertThat(Waits.unlessInterrupted(() -> Thread.currentThread().join())).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatThrownBy(() -> Waits.forTask(new CompletableFuture<>()))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
        assertThatThrownBy(() -> Waits.pauseWhileStarting("Kafka", Duration.ofDays(1)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("while Kafka was waited for");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aConditionIsAwaited() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        assertThat(Waits.until(LONGEST, Duration.ofNanos(1), () -> asked.incrementAndGet() == 3))
                .isTrue();
        assertThat(asked).hasValue(3);
        assertThat(Waits.until(Duration.ZERO, FIRST, () -> asked.incrementAndGet() == 0))
                .isFalse();
        assertThat(asked.get()).as("asked at the end of the time, too").isGreaterThan(3);
        assertThatThrownBy(() -> Waits.until(LONGEST, FIRST, () -> {
                    throw new IOException("not there");
                }))
                .isInstanceOf(IOException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Waits.until(LONGEST, FIRST, () -> false)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aTaskEndsHereAsItEndedThere() {
        assertThat(Waits.forTask(CompletableFuture.completedFuture("done"))).isEqualTo("done");
        ServiceException refusal = ServiceException.notFound("post");
        assertThatThrownBy(() -> Waits.forTask(CompletableFuture.failedFuture(refusal)))
                .isSameAs(refusal);
        assertThatThrownBy(() -> Waits.forTask(CompletableFuture.failedFuture(new OutOfMemoryError("no"))))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
