package magpie.gateway.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.gateway.http.admission.ConcurrencyLimiter.Priority;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
    private static final long SOON = 1_000_000;
    private static final long LATE = 100_000_000;
    private static final long TOO_LATE = 300_000_000;

    @Test
    void readsHaveAQuarterOfThePlacesAndProbesAlwaysOne() {
        ConcurrencyLimiter places = new ConcurrencyLimiter(8, 8);
        assertThat(places.enter(Priority.READ, SOON)).isTrue();
        assertThat(places.enter(Priority.READ, SOON)).isTrue();
        assertThat(places.enter(Priority.READ, SOON)).isFalse();
        for (int taken = 2; taken < 8; taken++) {
            assertThat(places.enter(Priority.WRITE, SOON)).isTrue();
        }
        assertThat(places.enter(Priority.WRITE, SOON)).isFalse();
        assertThat(places.enter(Priority.PROBE, SOON)).isTrue();
        places.leave();
        places.leave();
        assertThat(places.enter(Priority.WRITE, SOON)).isTrue();
    }

    @Test
    void whatHasWaitedTooLongIsRefusedReadsFirst() {
        ConcurrencyLimiter places = new ConcurrencyLimiter(8, 8);
        assertThat(places.enter(Priority.READ, LATE)).isFalse();
        assertThat(places.enter(Priority.WRITE, LATE)).isTrue();
        assertThat(places.enter(Priority.WRITE, TOO_LATE)).isFalse();
        assertThat(places.enter(Priority.PROBE, TOO_LATE)).isTrue();
    }
}
