package magpie.engines.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.NodeProcess;
import magpie.engines.node.ServerKind;
import magpie.engines.node.ServerKind.Place;
import magpie.kit.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real HAProxy with its generated settings, in front of two small servers that stand in for gateways. */
@Tag("engines")
@Timeout(60)
class ProxyTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Gateway one;
    private Gateway two;
    private NodeProcess process;
    private String url;

    @TempDir
    Path folder;

    /** Says its name; is ready, and breaks off requests, as the test sets it. */
    private static final class Gateway {
        final HttpServer server;
        final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        final String name;
        final AtomicInteger asked = new AtomicInteger();
        volatile Map<String, List<String>> headers = Map.of();
        volatile boolean ready = true;
        volatile boolean breaks;
        volatile boolean hangs;
        /** A request to {@code /slow} is answered when this is. */
        final CountDownLatch leave = new CountDownLatch(1);

        Gateway(String name, String host, int port) throws IOException {
            this.name = name;
            this.server = HttpServer.create(new InetSocketAddress(host, port), 64);
            server.createContext("/", this::serve);
            server.setExecutor(threads);
            server.start();
        }

        int port() {
            return server.getAddress().getPort();
        }

        private void awaitLeave() throws IOException {
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void serve(HttpExchange exchange) throws IOException {
            if (exchange.getRequestURI().getPath().equals("/health/ready")) {
                exchange.sendResponseHeaders(ready ? 200 : 503, -1);
                exchange.close();
                return;
            }
            asked.incrementAndGet();
            headers = Map.copyOf(exchange.getRequestHeaders());
            if (exchange.getRequestURI().getPath().equals("/slow") || hangs) {
                awaitLeave();
            }
            if (breaks) {
                throw new IOException("told to");
            }
            exchange.sendResponseHeaders(200, name.length());
            exchange.getResponseBody().write(name.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        }
    }

    @BeforeEach
    void start() throws IOException, InterruptedException {
        one = new Gateway("one", "127.0.0.1", 0);
        two = new Gateway("two", "127.0.0.2", one.port());
        List<Node> gateways = List.of(
                new Node("gateway", 1, "127.0.0.1", Map.of(ServerKind.CLIENTS, one.port())),
                new Node("gateway", 2, "127.0.0.2", Map.of(ServerKind.CLIENTS, two.port())));
        Proxy proxy = new Proxy(new ClusterOptions(2, List.of(), 0, "roundrobin", null, null, List.of(), ""));
        Layout layout = new Layout(2, "id", "secret", folder.toString(), gateways).with(List.of(proxy));
        Place place = new Place(layout.of("proxy").getFirst(), layout, Files.createDirectory(folder.resolve("proxy")));
        proxy.setUp(place);
        process = new NodeProcess(place.folder());
        process.start(proxy.command(place));
        url = "http://" + place.node().address(ServerKind.CLIENTS) + "/v1/feed";
        awaitAnswers("one", "two");
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        process.stop("TERM");
        for (Gateway gateway : List.of(one, two)) {
            gateway.leave.countDown();
            gateway.server.stop(0);
            gateway.threads.close();
        }
        http.close();
    }

    /** Gateways trust what the proxy says of the client; whatever the client claims is dropped. */
    @Test
    void nobodySaysOfThemselvesHowTheyAsk() throws Exception {
        two.ready = false;
        awaitAnswers("one");
        String[] lies = {
            "X-Forwarded-Proto", "https",
            "X-Forwarded-For", "192.0.2.1",
            "Forwarded", "for=192.0.2.1;proto=https",
            "X-Request-Start", "t=1"
        };
        long before = System.currentTimeMillis();
        http.send(HttpRequest.newBuilder(URI.create(url)).headers(lies).build(), BodyHandlers.discarding());

        assertThat(one.headers.get("X-forwarded-proto")).containsExactly("http");
        assertThat(one.headers.get("X-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(one.headers).doesNotContainKey("Forwarded");
        assertThat(one.headers.get("X-request-start"))
                .singleElement()
                .satisfies(
                        start -> assertThat(Long.parseLong(start.substring(2))).isGreaterThanOrEqualTo(before));
    }

    @Test
    void gatewaysAreAskedInTurn() throws Exception {
        assertThat(answers(20)).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void oneThatIsNotReadyIsLeftOutAndNoRequestFails() throws Exception {
        one.ready = false;
        awaitAnswers("two");
        one.ready = true;
        awaitAnswers("one", "two");
    }

    @Test
    void whatIsUnderWayAtOneThatIsNotReadyAnyMoreIsFinished() throws Exception {
        String slow = url.replace("/v1/feed", "/slow");
        HttpRequest write = HttpRequest.newBuilder(URI.create(slow))
                .method("POST", BodyPublishers.noBody())
                .build();
        int before = one.asked.get() + two.asked.get();
        var answer = http.sendAsync(write, BodyHandlers.ofString());
        while (one.asked.get() + two.asked.get() == before) {
            Thread.onSpinWait();
        }
        one.ready = false;
        awaitAnswers("two");
        one.ready = true;
        two.ready = false;
        awaitAnswers("one");
        one.leave.countDown();
        two.leave.countDown();
        assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    /** A busy machine is slow to pass checks; using no gateway at all would help nobody. */
    @Test
    void whereNoneIsReadyTheyAreAskedAllTheSame() throws Exception {
        one.ready = false;
        awaitAnswers("two");
        two.ready = false;
        awaitAnswers("one", "two");
        one.server.stop(0);
        awaitAnswers("two");
    }

    @Test
    void oneThatIsGoneIsLeftOutAndNoRequestFails() throws Exception {
        one.server.stop(0);
        awaitAnswers("two");
    }

    @Test
    void whereNoneIsThereApplicationsAreToldAProblemAndPeopleAPage() throws Exception {
        one.server.stop(0);
        two.server.stop(0);
        HttpResponse<String> problem = awaitUnavailable(request("GET"));
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.headers().firstValue("Retry-After")).hasValue("5");
        JsonNode said = Json.MAPPER.readTree(problem.body());
        assertThat(said.path("type").asString()).isEqualTo("urn:magpie:problem:unavailable");
        assertThat(said.path("status").asInt()).isEqualTo(503);
        assertThat(said.path("code").asString()).isEqualTo("UNAVAILABLE");

        HttpRequest visit = HttpRequest.newBuilder(URI.create(url.replace("/v1/feed", "/@ann")))
                .header("Accept", "text/html,application/xhtml+xml;q=0.9")
                .build();
        HttpResponse<String> page = awaitUnavailable(visit);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(page.body())
                .startsWith("<!doctype html>")
                .contains("Magpie is away")
                .doesNotContain("{");
    }

    private HttpResponse<String> awaitUnavailable(HttpRequest request) throws Exception {
        while (true) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 503) {
                return answer;
            }
        }
    }

    /** Like a process stopped by a signal, which its balancer may still consider healthy. */
    @Test
    void aReadWithoutAnAnswerIsTriedElsewhere() throws Exception {
        one.hangs = true;
        assertThat(answers(2)).containsExactly("two");
    }

    @Test
    void aReadThatBreaksOffIsTriedElsewhereAndAWriteIsNot() throws Exception {
        one.breaks = true;
        assertThat(answers(6)).containsExactly("two");

        int before = one.asked.get() + two.asked.get();
        long answered = IntStream.range(0, 6).filter(i -> isWritten()).count();
        assertThat(answered).as("those that came to the other").isEqualTo(3);
        assertThat(one.asked.get() + two.asked.get())
                .as("each write was sent once")
                .isEqualTo(before + 6);
    }

    /** Asks until exactly these have answered twenty requests in a row; every request must be answered. */
    private void awaitAnswers(String... names) {
        Set<String> answered = Set.of();
        while (!answered.equals(Set.of(names))) {
            answered = answers(20);
        }
    }

    private Set<String> answers(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> ask())
                .peek(answer -> {
                    if (!List.of(200, 503).contains(answer.statusCode())) {
                        throw new AssertionError("answered " + answer.statusCode());
                    }
                })
                .map(HttpResponse::body)
                .collect(Collectors.toSet());
    }

    /** A write that broke off is answered with 502, or not at all. */
    private boolean isWritten() {
        try {
            return http.send(request("POST"), BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String method) {
        return HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.noBody())
                .build();
    }

    private void awaitStart() {
        try {
            assertThat(process.running()).as(process.lastWords()).isPresent();
            LockSupport.parkNanos(20_000_000);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> ask() {
        while (true) {
            try {
                return http.send(request("GET"), BodyHandlers.ofString());
            } catch (ConnectException e) {
                awaitStart();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
