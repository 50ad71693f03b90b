package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.Search;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import magpie.kit.Waits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP behaviour of the gateway for any request: paths, bodies, problems, headers. */
class DispatcherTest extends GatewayTest {
    private long ann;
    private String token;

    @BeforeEach
    void open() {
        start(Map.of("gateway.address-limit", "100000", "gateway.max-json", "2048", "gateway.body-timeout", "2s"));
        ann = network.join("ann");
        token = network.token(ann, 77);
    }

    @Test
    void healthIsTold() {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(get("/health/ready").headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void anUnknownPathIsNotFound() {
        assertProblem(get("/v1/nowhere"), 404, "NOT_FOUND");
        assertProblem(get("/v1/feed/", token), 404, "NOT_FOUND");
        assertProblem(get("/v1/search/posts?q=x", token), 404, "NOT_FOUND");
    }

    @Test
    void anotherMethodIsNotAllowed() {
        HttpResponse<String> response = send(request("/v1/feed").DELETE());
        assertProblem(response, 405, "METHOD_NOT_ALLOWED");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void aBrokenIdIsNamed() {
        for (String id :
                new String[] {"x", "0", "-1", "01", "1.0", "9223372036854775808", "%20", "99999999999999999999"}) {
            HttpResponse<String> response = get("/v1/users/" + id);
            assertProblem(response, 400, "MALFORMED");
            assertThat(json(response).at("/errors/0/field").stringValue()).isEqualTo("id");
        }
    }

    @Test
    void aBrokenBodyIsMalformed() {
        for (String body :
                new String[] {"", "{", "[]", "null", "\"x\"", "{} {}", "{\"a\":1,\"a\":2}", "{\"text\":'x'}"}) {
            assertProblem(post("/v1/posts", token, body), 400, "MALFORMED");
        }
        assertProblem(post("/v1/posts", token, "{\"x\":".repeat(40) + "1" + "}".repeat(40)), 400, "MALFORMED");
        assertThat(network.posts).isEmpty();
    }

    @Test
    void allWrongFieldsAreNamedTogether() {
        HttpResponse<String> response = post("/v1/users", null, "{\"username\":1,\"email\":null}");
        assertProblem(response, 422, "INVALID_VALUE");
        assertThat(json(response)
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").stringValue()))
                .containsExactly("username", "email", "password");
    }

    @Test
    void textMustBeWellFormed() {
        assertProblem(post("/v1/posts", token, "{\"text\":\"\\ud800\"}"), 422, "INVALID_VALUE");
        assertProblem(post("/v1/posts", token, "{\"text\":\"a\\u0000\"}"), 422, "INVALID_VALUE");
        HttpRequest.Builder latin = request("/v1/posts")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray("{\"text\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1)));
        assertProblem(send(latin), 400, "MALFORMED");
    }

    @Test
    void jsonIsInUtf8AndNothingElse() {
        byte[] overlong = "{\"text\":\"~~\"}".getBytes(StandardCharsets.US_ASCII);
        overlong[9] = (byte) 0xc1;
        overlong[10] = (byte) 0xa1;
        byte[] wide = "{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);
        for (byte[] body : new byte[][] {overlong, wide}) {
            HttpRequest.Builder post = request("/v1/posts")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            assertProblem(send(post), 400, "MALFORMED");
        }
        assertThat(network.posts).isEmpty();
    }

    @Test
    void aMistakeIsNamedOnce() {
        HttpResponse<String> response = post("/v1/posts", token, "{\"text\":\"x\",\"mediaIds\":{\"a\":1}}");
        assertProblem(response, 422, "INVALID_VALUE");
        assertThat(json(response).path("errors").size()).isEqualTo(1);
    }

    @Test
    void onlyJsonIsTaken() {
        HttpRequest.Builder form = request("/v1/posts")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("text=x"));
        assertProblem(send(form), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aLargeBodyIsRefused() {
        assertProblem(post("/v1/posts", token, "{\"text\":\"" + "x".repeat(3_000) + "\"}"), 413, "TOO_LARGE");
        HttpRequest.Builder unannounced = request("/v1/posts")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("[".repeat(5_000).getBytes(StandardCharsets.UTF_8))));
        assertProblem(send(unannounced), 413, "TOO_LARGE");
    }

    @Test
    void aSlowBodyIsNotWaitedFor() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/posts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                            + token + "\r\nContent-Length: 1000\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            Thread drip = Thread.startVirtualThread(() -> drip(out));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 400");
            drip.interrupt();
        }
    }

    @Test
    void aBodyThatNobodyWantsIsNotTakenForTheNextRequest() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("PUT /v1/nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 19\r\n\r\n"));
            out.write(bytes("GET /x HTTP/1.1\r\n\r\n"));
            out.write(bytes("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
        }
    }

    @Test
    void aLargeBodyThatNobodyWantsEndsTheConnectionInWords() {
        HttpRequest.Builder large =
                request("/v1/nowhere").PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[2_000_000]));
        HttpResponse<String> response = send(large);
        assertProblem(response, 413, "TOO_LARGE");
        assertThat(response.headers().firstValue("Connection")).hasValue("close");
    }

    @Test
    void whoSendsALargeBodyToItsEndHearsWhyItWasRefused() throws IOException {
        int large = 20_000_000; // more than the sockets' buffers hold, so that a reset would hit the writer
        for (String length : new String[] {"Content-Length: " + large, "Transfer-Encoding: chunked"}) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
                socket.setSoTimeout(10_000);
                OutputStream out = socket.getOutputStream();
                out.write(bytes("PUT /v1/nowhere HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\n"));
                if (length.endsWith("chunked")) {
                    out.write(bytes(Integer.toHexString(large) + "\r\n"));
                }
                out.write(new byte[large]);
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer)
                        .as(length)
                        .startsWith("HTTP/1.1 4")
                        .contains("Connection: close")
                        .contains("application/problem+json");
            }
        }
    }

    @Test
    void whoNeverEndsALargeBodyIsLeft() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("PUT /v1/nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n"));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
            Thread drip = Thread.startVirtualThread(() -> drip(out));
            assertThat(drip.join(Duration.ofSeconds(10))).as("cut off").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void brokenHttpIsAProblemToo() throws IOException {
        for (String request : new String[] {
            "GARBAGE\r\n\r\n",
            "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET / FTP/1.1\r\nHost: x\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: x\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /a%2Fb HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n" + "a:b\r\n".repeat(101) + "\r\n"
        }) {
            String answer = raw(request);
            assertThat(answer)
                    .as(request.substring(0, 8))
                    .contains("HTTP/1.1 4")
                    .contains("application/problem+json")
                    .contains("Connection: close");
            assertThat(answer).doesNotContain("jetty").doesNotContain("Exception");
        }
    }

    @Test
    void aBrokenQueryIsMalformed() throws IOException {
        assertThat(raw("GET /v1/users/1/posts?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"field\":\"query\"");
    }

    @Test
    void limitsAndCursorsAreChecked() {
        for (String limit : new String[] {"0", "101", "-1", "x", "", "9999999999"}) {
            HttpResponse<String> response = get("/v1/users/" + ann + "/followers?limit=" + limit, token);
            assertProblem(response, 422, "INVALID_VALUE");
            assertThat(json(response).at("/errors/0/field").stringValue()).isEqualTo("limit");
        }
        for (String cursor : new String[] {"x", "", "AAAA", "%00", "AWYAAAAAAAAAAQAAAAA"}) {
            HttpResponse<String> response = get("/v1/users/" + ann + "/followers?cursor=" + cursor, token);
            assertProblem(response, 400, "MALFORMED");
            assertThat(json(response).at("/errors/0/field").stringValue()).isEqualTo("cursor");
        }
        assertProblem(get("/v1/feed?cursor=" + "x".repeat(300), token), 400, "MALFORMED");
        assertProblem(get("/v1/feed?cursor=zzz", token), 400, "MALFORMED");
    }

    @Test
    void aDefectIsTheLogsAlone() {
        network.defect = new IllegalStateException("secret text of a store");
        HttpResponse<String> response = get("/v1/me", token);
        assertProblem(response, 500, "INTERNAL");
        assertThat(response.body()).doesNotContain("secret").doesNotContain("IllegalState");
        assertThat(response.body())
                .contains(response.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void whatIsAwayIsUnavailable() {
        HttpResponse<String> response = get("/v1/me/mutes", token);
        assertProblem(response, 503, "UNAVAILABLE");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void everyAnswerCarriesItsFields() {
        HttpResponse<String> response = send(request("/v1/users/" + ann).header("X-Request-Id", "my-request.17"));
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("my-request.17");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Content-Length")).isPresent();
        assertThat(response.headers().firstValue("Server")).isEmpty();
        HttpResponse<String> odd = send(request("/v1/users/" + ann).header("X-Request-Id", "a b;c"));
        assertThat(odd.headers().firstValue("X-Request-Id").orElseThrow()).isNotEqualTo("a b;c");
    }

    @Test
    void headIsGetWithoutTheBody() {
        HttpResponse<String> head =
                send(request("/v1/users/" + ann).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get("/v1/users/" + ann).headers().firstValue("Content-Length"));
    }

    @Test
    void http2WorksWithoutTlsForWhoBeginsWithIt() throws IOException {
        byte[] noSettings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(noSettings);
            int typeOfTheFirstFrame = socket.getInputStream().readNBytes(9)[3];
            assertThat(typeOfTheFirstFrame).as("SETTINGS").isEqualTo(4);
        }
    }

    @Test
    void nobodyChangesOverToHttp2() throws Exception {
        try (HttpClient h2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> response =
                    h2.send(request("/v1/users/" + ann).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void requestsAreTimedByTemplate() throws Exception {
        get("/v1/users/" + ann);
        get("/v1/nowhere/" + ann);
        assertTimedOnce("/v1/users/{id}", "2xx");
        assertTimedOnce("none", "4xx");
    }

    /** A request is counted when its answer is out, so the client may be earlier. */
    private void assertTimedOnce(String route, String outcome) throws InterruptedException {
        Search search =
                network.meters.find("magpie_http_requests").tag("route", route).tag("outcome", outcome);
        assertThat(Waits.until(Duration.ofSeconds(10), Duration.ofMillis(1), () -> counted(search.timer()) > 0))
                .isTrue();
        assertThat(counted(search.timer())).as("%s %s", route, outcome).isEqualTo(1);
    }

    private static long counted(@Nullable Timer timer) {
        return timer == null ? 0 : timer.count();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String firstLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void drip(OutputStream out) {
        try {
            while (!Thread.interrupted()) {
                out.write(' ');
                out.flush();
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException e) {
            // The server has hung up, as it should.
        }
    }
}
