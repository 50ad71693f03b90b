package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import magpie.bench.drive.Drive;
import magpie.bench.drive.Drive.Fate;
import magpie.bench.drive.Kind;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Plan;
import magpie.bench.drive.Request;
import magpie.bench.drive.Slices;
import magpie.bench.drive.Slices.Slice;
import magpie.bench.drive.Stage;
import magpie.bench.http.ShedException;
import org.junit.jupiter.api.Test;

/** A surge, what came of it second by second, and when it was over. */
class OverloadTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    private final Slices before = new Slices(Duration.ofSeconds(1), 1);
    private final Slices slices = new Slices(Duration.ofSeconds(1), 8);

    @Test
    void aSurgeHasTwoRates() {
        Pace pace = Pace.surge(1_000, Duration.ofSeconds(2), 100, Duration.ofSeconds(3));
        assertThat(pace.count()).isEqualTo(2_300);
        assertThat(pace.intended(1_000)).isEqualTo(SECOND);
        assertThat(pace.intended(2_000)).isEqualTo(2 * SECOND);
        assertThat(pace.intended(2_100)).isEqualTo(3 * SECOND);
        assertThat(pace.over(2_299, 5 * SECOND - 1)).isFalse();
        assertThat(pace.over(2_300, 0)).isTrue();
        assertThat(pace.over(0, 5 * SECOND)).isTrue();
    }

    @Test
    void whatTheSurgeDidNotSendIsNeverSent() {
        Pace pace = Pace.surge(1_000, Duration.ofSeconds(2), 100, Duration.ofSeconds(3));
        assertThat(pace.lapsed(1_999, 2 * SECOND - 1)).isFalse();
        assertThat(pace.lapsed(1_999, 2 * SECOND)).isTrue();
        assertThat(pace.lapsed(2_000, 4 * SECOND)).isFalse();
    }

    @Test
    void refusalsAreToldFromFailures() throws InterruptedException {
        Drive drive = new Drive(new InetSocketAddress("127.0.0.1", 1), 2);
        Drive.Action action = (_, request, _) -> {
            if (request.actor() % 10 == 0) {
                throw new ShedException();
            } else if (request.actor() % 10 == 1) {
                throw new IOException("gone");
            }
            return -1;
        };
        Plan plan = index -> Request.feed((int) index);
        Stage stage = drive.run(plan, Pace.open(1_000, Duration.ofMillis(100)), action, _ -> {}, slices);
        Slice all = slices.sum(0, 1, Kind.FEED);
        assertThat(all.sent()).isEqualTo(100);
        assertThat(all.shed()).isEqualTo(10).isEqualTo(stage.shed());
        assertThat(all.failed()).isEqualTo(10).isEqualTo(stage.errors());
        assertThat(all.accepted()).isEqualTo(80);
    }

    @Test
    void itIsOverAtTheFirstOfThreeNormalSeconds() {
        before.saw(Kind.FEED, 0, 10 * MILLI, 10 * MILLI, Fate.ACCEPTED);
        second(2, 500);
        second(3, 19);
        second(4, 500);
        second(5, 19);
        second(6, 10);
        assertThat(OverloadBench.recovery(before, slices, 2)).isEmpty();
        second(7, 10);
        assertThat(OverloadBench.recovery(before, slices, 2)).hasValue(3);
    }

    @Test
    void aSecondWithARefusalIsNotNormal() {
        before.saw(Kind.FEED, 0, 10 * MILLI, 10 * MILLI, Fate.ACCEPTED);
        for (int i = 2; i < 8; i++) {
            second(i, 10);
        }
        assertThat(OverloadBench.recovery(before, slices, 2)).hasValue(0);
        slices.saw(Kind.FEED, 3 * SECOND, MILLI, MILLI, Fate.SHED);
        assertThat(OverloadBench.recovery(before, slices, 2)).hasValue(2);
    }

    /** A second without answers is not normal. */
    private void second(int index, long millis) {
        for (Kind kind : new Kind[] {Kind.FEED, Kind.TIMELINE, Kind.PUBLISH}) {
            slices.saw(kind, index * SECOND, millis * MILLI, millis * MILLI, Fate.ACCEPTED);
        }
        before.saw(Kind.TIMELINE, 0, 10 * MILLI, 10 * MILLI, Fate.ACCEPTED);
        before.saw(Kind.PUBLISH, 0, 10 * MILLI, 10 * MILLI, Fate.ACCEPTED);
    }
}
