package magpie.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import magpie.bench.http.WrongAnswerException;
import org.junit.jupiter.api.Test;

/** The workers, with actions that need no server: connections are opened only when they are used. */
class DriveTest {
    private static final Plan FEEDS = index -> Request.feed((int) index);

    private final Drive drive = new Drive(new InetSocketAddress("127.0.0.1", 1), 4);

    @Test
    void aCountedStageMakesEachRequestOnce() throws InterruptedException {
        ConcurrentSkipListSet<Integer> made = new ConcurrentSkipListSet<>();
        Stage stage = drive.run(FEEDS, Pace.closed(10_000), (_, request, _) -> {
            made.add(request.actor());
            return 20;
        });
        assertThat(stage.of(Kind.FEED).done()).isEqualTo(10_000);
        assertThat(stage.of(Kind.FEED).itemsPerPage()).isEqualTo(20);
        assertThat(made).hasSize(10_000).contains(0, 9_999);
        assertThat(stage.errors()).isZero();
    }

    @Test
    void aStallIsFeltByAllThatWereToStartInIt() throws InterruptedException {
        CountDownLatch stall = new CountDownLatch(1);
        Drive.Action stalling = (_, _, index) -> {
            if (index < 4) { // every worker: none is left to send the others
                await(stall, 300);
            }
            return -1;
        };
        Stage stage = drive.run(FEEDS, Pace.open(1_000, Duration.ofMillis(500)), stalling);
        Tally tally = stage.of(Kind.FEED);
        assertThat(tally.done()).isEqualTo(500);
        assertThat(tally.micros().getCountBetweenValues(100_000, 10_000_000)).isGreaterThan(150);
    }

    @Test
    void failuresAreCountedWithTheFirstReason() throws InterruptedException {
        Stage stage = drive.run(FEEDS, Pace.closed(100), (_, request, _) -> {
            if (request.actor() % 10 == 0) {
                throw new WrongAnswerException("503 " + request.actor() % 10);
            }
            return -1;
        });
        assertThat(stage.of(Kind.FEED).errors()).isEqualTo(10);
        assertThat(stage.of(Kind.FEED).done()).isEqualTo(90);
        assertThat(stage.of(Kind.FEED).firstError()).isEqualTo("503 0");
    }

    @Test
    void aServerThatIsNotThereIsAnErrorOfEachRequest() throws InterruptedException {
        Stage stage = drive.run(FEEDS, Pace.closed(8), (connection, _, _) -> {
            connection.exchange("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return -1;
        });
        assertThat(stage.errors()).isEqualTo(8);
        assertThat(stage.of(Kind.FEED).firstError()).contains("Connect");
    }

    @Test
    void whatCouldNotBeSentInTwiceTheTimeIsAnError() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Stage stage = drive.run(FEEDS, Pace.open(1_000, Duration.ofMillis(100)), (_, _, _) -> {
            await(never, 50);
            return -1;
        });
        assertThat(stage.unsent()).isPositive();
        assertThat(stage.unsent() + stage.done()).isEqualTo(100);
    }

    /** Waits out a time: that is what the action of a slow server does. */
    private static void await(CountDownLatch latch, long millis) throws IOException {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
