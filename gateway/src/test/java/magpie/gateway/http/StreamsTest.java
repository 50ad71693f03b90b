package magpie.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import magpie.gateway.http.server.EdgeServer;
import magpie.gateway.http.stream.EventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streamed answers: server-sent events. */
@Timeout(60)
class StreamsTest {
    private static final int SHARE = 2;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private EdgeServer server;

    @BeforeEach
    void start() {
        Router router = new Router(List.of(SomeApi.at("/").route("GET", "/stream", Access.OPEN, exchange -> {
            EventStream stream = new EventStream(ended::countDown);
            streams.add(stream);
            return Answer.events(stream);
        })));
        server = SomeServer.start(router, SHARE, Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        server.close();
        http.shutdownNow();
    }

    private HttpResponse<InputStream> open() throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.port() + "/stream");
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** Returns the next line that is neither empty nor a heartbeat; null at the end. */
    private static String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && (line.isEmpty() || line.equals(":"))) {
            line = lines.readLine();
        }
        return line;
    }

    @Test
    void whatIsSentArrivesWhileTheAnswerIsOpen() throws Exception {
        HttpResponse<InputStream> answer = open();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        BufferedReader lines = lines(answer);
        EventStream stream = streams.take();
        for (int i = 1; i <= 3; i++) {
            assertThat(stream.send(Integer.toString(i), "feed", ("{\"n\":" + i + "}").getBytes(UTF_8)))
                    .isTrue();
            assertThat(next(lines)).isEqualTo("id: " + i);
            assertThat(next(lines)).isEqualTo("event: feed");
            assertThat(next(lines)).isEqualTo("data: {\"n\":" + i + "}");
        }
        stream.close();
        assertThat(next(lines)).isNull();
        assertThat(stream.send(null, "feed", new byte[0])).isFalse();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSilentStreamHasAPulse() throws Exception {
        BufferedReader lines = lines(open());
        for (int i = 0; i < 3; i++) {
            assertThat(lines.readLine()).isEqualTo(":");
            assertThat(lines.readLine()).isEmpty();
        }
    }

    @Test
    void aClientThatLeavesIsNoticed() throws Exception {
        HttpResponse<InputStream> answer = open();
        assertThat(answer.body().read()).isEqualTo(':');
        answer.body().close();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoDoesNotKeepUpLosesTheStream() {
        EventStream stream = new EventStream(() -> {});
        int taken = 0;
        while (stream.send(null, "feed", new byte[10])) {
            taken++;
        }
        assertThat(taken).isBetween(100, 1_000);
    }

    @Test
    void anAddressHasItsShareAndGetsItBack() throws Exception {
        open();
        open();
        HttpResponse<InputStream> refused = open();
        assertThat(refused.statusCode()).isEqualTo(503);
        streams.take().close();
        int status = 503;
        while (status == 503) {
            status = open().statusCode();
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void aServerThatStopsEndsThem() throws Exception {
        BufferedReader lines = lines(open());
        assertThat(lines.readLine()).isEqualTo(":");
        long began = System.nanoTime();
        server.close();
        assertThat(next(lines)).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
}
