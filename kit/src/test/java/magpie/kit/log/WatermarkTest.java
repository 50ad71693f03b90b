package magpie.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WatermarkTest {
    private final Watermark watermark = new Watermark(0);

    /** With a limit of two, a third event would wait for ever here. */
    @Test
    @Timeout(30)
    void whatIsPutOffHoldsTheMarkAndNothingElse() throws InterruptedException {
        Watermark.Begun late = watermark.begin(1, 2);
        late.putOff();
        for (int offset = 2; offset < 1_000; offset++) {
            watermark.begin(offset, 2).finish();
        }
        assertThat(watermark.done()).isZero();
        assertThat(watermark.awaitIdle(soon())).isTrue();
        late.finish();
        assertThat(watermark.done()).isEqualTo(999);
    }

    @Test
    @Timeout(30)
    void whatIsFinishedTwiceOrPutOffAfterwardsCountsOnce() throws InterruptedException {
        Watermark.Begun first = watermark.begin(1, 2);
        Watermark.Begun second = watermark.begin(2, 2);
        second.putOff();
        second.putOff();
        second.finish();
        second.finish();
        second.putOff();
        assertThat(watermark.awaitIdle(System.nanoTime())).isFalse();
        first.finish();
        assertThat(watermark.awaitIdle(soon())).isTrue();
        assertThat(watermark.done()).isEqualTo(2);
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofSeconds(10).toNanos();
    }
}
