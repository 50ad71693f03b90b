package magpie.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When requests are to start. */
class PaceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void anOpenLoopSpacesItsRequestsEvenlyWhateverHappens() {
        Pace pace = Pace.open(4_000, Duration.ofSeconds(30));
        assertThat(pace.count()).isEqualTo(120_000);
        assertThat(pace.intended(0)).isZero();
        assertThat(pace.intended(1)).isEqualTo(250_000);
        assertThat(pace.intended(60_000)).isEqualTo(15 * SECOND);
        assertThat(pace.intended(119_999)).isLessThan(30 * SECOND);
    }

    @Test
    void anOddRateDoesNotDrift() {
        Pace pace = Pace.open(3_333, Duration.ofHours(1));
        assertThat(pace.intended(3_333 * 3_600L)).isEqualTo(3_600 * SECOND);
    }

    @Test
    void anOpenLoopThatLagsStillSendsWhatWasPlannedUntilTwiceItsTime() {
        Pace pace = Pace.open(100, Duration.ofSeconds(10));
        assertThat(pace.over(999, 15 * SECOND)).isFalse();
        assertThat(pace.over(999, 20 * SECOND)).isTrue();
        assertThat(pace.over(1_000, 0)).isTrue();
    }

    @Test
    void aClosedLoopEndsWithItsTimeOrItsCount() {
        assertThat(Pace.closed(Duration.ofSeconds(5)).over(1_000_000, 5 * SECOND - 1))
                .isFalse();
        assertThat(Pace.closed(Duration.ofSeconds(5)).over(0, 5 * SECOND)).isTrue();
        assertThat(Pace.closed(10).over(9, 3_600 * SECOND)).isFalse();
        assertThat(Pace.closed(10).over(10, 0)).isTrue();
        assertThat(Pace.closed(10).isOpen()).isFalse();
    }
}
