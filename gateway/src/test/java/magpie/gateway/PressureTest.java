package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that send slowly, read nothing, never end or come in crowds harm nobody else. */
class PressureTest extends SocketTest {
    @Test
    void aRefusalDoesNotWaitForTheBody() throws IOException {
        start(Map.of());
        Socket socket = connect("127.0.0.1");
        socket.getOutputStream().write(head("POST /v1/posts", "Content-Length: 65536"));
        socket.getOutputStream().write(new byte[65_530]);
        assertThat(line(socket)).startsWith("HTTP/1.1 401");
    }

    @Test
    void aBodyOnItsWayTakesNoPlace() throws IOException {
        start(Map.of("gateway.max-in-flight", "4", "gateway.address-in-flight", "4", "gateway.body-timeout", "1h"));
        String token = network.token(network.join("ann"), 1);
        for (int i = 0; i < 8; i++) {
            String signedIn = i % 2 == 0 ? "X: y" : "Authorization: Bearer " + token;
            connect("127.0.0.1").getOutputStream().write(head("POST /v1/sessions", "Content-Length: 100", signedIn));
            connect("127.0.0.1").getOutputStream().write(head("POST /v1/posts", "Content-Length: 100", signedIn));
        }
        assertThat(sooner(() -> get("/v1/me", token).statusCode() == 200)).isTrue();
        assertThat(sooner(() -> post("/v1/posts", token, "{\"text\":\"still\"}").statusCode() == 201))
                .isTrue();
    }

    /** Whether something becomes true within some tries: admission takes a place too, for a moment. */
    private static boolean sooner(BooleanSupplier condition) {
        return IntStream.range(0, 200).anyMatch(tried -> condition.getAsBoolean());
    }

    @Test
    void aBodyThatComesInPiecesIsPutTogether() throws IOException {
        start(Map.of());
        String token = network.token(network.join("ann"), 1);
        Socket socket = connect("127.0.0.1");
        OutputStream out = socket.getOutputStream();
        out.write(head("POST /v1/posts", "Transfer-Encoding: chunked", "Authorization: Bearer " + token));
        for (String piece : new String[] {"{\"te", "x", "t\":\"", "in pieces", "\"", "}"}) {
            out.write(ascii(Integer.toHexString(piece.length()) + ";odd=1\r\n" + piece + "\r\n"));
            out.flush();
            assertThat(get("/v1/me", token).statusCode()).isEqualTo(200); // time in which it can be looked at
        }
        out.write(ascii("0\r\n\r\n"));
        assertThat(line(socket)).startsWith("HTTP/1.1 201");
    }

    @Test
    void whoAsksBeforeItSendsIsToldAndWhoIsRefusedNeedNotSend() throws IOException {
        start(Map.of());
        String token = network.token(network.join("ann"), 1);
        Socket socket = connect("127.0.0.1");
        String json = "{\"text\":\"asked\"}";
        socket.getOutputStream()
                .write(head(
                        "POST /v1/posts",
                        "Expect: 100-continue",
                        "Content-Length: " + json.length(),
                        "Authorization: Bearer " + token));
        assertThat(line(socket)).startsWith("HTTP/1.1 100");
        assertThat(line(socket)).isEmpty();
        socket.getOutputStream().write(ascii(json));
        assertThat(line(socket)).startsWith("HTTP/1.1 201");

        Socket refused = connect("127.0.0.1");
        refused.getOutputStream().write(head("POST /v1/posts", "Expect: 100-continue", "Content-Length: 1000"));
        String answer = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 401").contains("Connection: close");
    }

    @Test
    void whoDoesNotReadIsCutOff() throws Exception {
        start(Map.of(
                "gateway.address-limit", "10000", "gateway.address-waiting", "65536", "gateway.idle-timeout", "1h"));
        byte[] once = head("GET /openapi.yaml", "X: y");
        ByteArrayOutputStream often = new ByteArrayOutputStream();
        for (int i = 0; i < 500; i++) {
            often.write(once);
        }
        CountDownLatch cutOff = new CountDownLatch(3); // of four: one waiting answer is within the share
        for (int i = 0; i < 4; i++) {
            Socket idle = connect("127.0.0.1");
            idle.getOutputStream().write(often.toByteArray());
            Thread.startVirtualThread(() -> {
                writeOn(idle);
                cutOff.countDown();
            });
        }
        assertThat(cutOff.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(get("/openapi.yaml").statusCode()).isEqualTo(200);
    }

    /** Writes until the other side hangs up; what it sent before can still be read. */
    private static void writeOn(Socket socket) {
        byte[] more = ascii("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
        try {
            while (true) {
                socket.getOutputStream().write(more);
            }
        } catch (IOException e) {
            // It has.
        }
    }

    @Test
    void aHeadThatNeverEndsIsNotWaitedFor() throws Exception {
        start(Map.of("gateway.head-timeout", "1s"));
        for (String first : new String[] {"GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTT", ""}) {
            Socket socket = connect("127.0.0.1");
            socket.getOutputStream().write(ascii(first));
            Thread drip = Thread.startVirtualThread(() -> drip(socket, first.endsWith("\n") ? "X: y\r\n" : "P"));
            assertThat(drip.join(Duration.ofSeconds(20))).as(first).isTrue();
        }
    }

    @Test
    void emptyLinesKeepNoConnection() throws Exception {
        start(Map.of("gateway.idle-timeout", "2s"));
        Socket socket = connect("127.0.0.1");
        Thread drip = Thread.startVirtualThread(() -> drip(socket, "\r\n"));
        assertThat(drip.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void oneAddressHasAShareOfTheConnections() throws IOException {
        start(Map.of("gateway.address-connections", "3"));
        for (int i = 0; i < 3; i++) {
            assertThat(isServed(connect("127.0.0.2"))).isTrue();
        }
        assertThat(isServed(connect("127.0.0.2"))).isFalse();
        assertThat(isServed(connect("127.0.0.3"))).isTrue();
        sockets.getFirst().close();
        boolean again = false;
        for (int i = 0; i < 1_000 && !again; i++) {
            again = isServed(connect("127.0.0.2"));
        }
        assertThat(again).as("a place is given back").isTrue();
    }

    @Test
    void someAddressesTogetherDoNotHaveAllConnections() throws IOException {
        start(Map.of("gateway.address-connections", "12", "gateway.max-connections", "60"));
        for (int address = 2; address < 12; address++) {
            int open = 0;
            while (open < 12 && isServed(connect("127.0.0." + address))) {
                open++;
            }
        }
        assertThat(isServed(connect("127.0.0.99"))).isTrue();
    }

    @Test
    void everyRefusalCostsItsAddressSomething() {
        start(Map.of("gateway.address-limit", "5", "gateway.refusal-limit", "3"));
        long ann = network.join("ann");
        String token = network.token(ann, 1);
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200); // from now on the token is known
        for (int i = 0; i < 3; i++) {
            assertProblem(get("/v1/posts/1", token), 404, "NOT_FOUND");
        }
        assertProblem(get("/v1/nowhere", token), 404, "NOT_FOUND");
        assertProblem(post("/v1/posts", token, "{\"text\":1}"), 429, "RATE_LIMITED");
        assertThat(get("/v1/me", token).statusCode()).as("what is not refused").isEqualTo(200);
    }

    @Test
    void aTokenThatWasRevokedCostsTheAddressThoughItIsKnown() {
        start(Map.of("gateway.address-limit", "5"));
        String token = network.token(network.join("ann"), 7);
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200);
        assertThat(send(request("/v1/sessions/current")
                                .header("Authorization", "Bearer " + token)
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        int refused = 0;
        while (refused < 50 && get("/v1/me", token).statusCode() == 401) {
            refused++;
        }
        assertThat(refused).isLessThanOrEqualTo(5);
        assertProblem(get("/v1/me", token), 429, "RATE_LIMITED");
    }

    @Test
    void credentialsOfAnotherKindCostTheAddress() {
        start(Map.of("gateway.address-limit", "5"));
        int refused = 0;
        while (refused < 50
                && send(request("/v1/me").header("Authorization", "Basic YW5uOmFubg=="))
                                .statusCode()
                        == 401) {
            refused++;
        }
        assertThat(refused).isEqualTo(5);
    }
}
