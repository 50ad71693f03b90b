package magpie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of answers, shown by a server that says what it is told to. The stories show it a real one. */
class PersonTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Network network;
    private volatile int status = 200;
    private volatile Map<String, String> bodies = Map.of();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        network = Network.at("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(line + (token == null ? "" : " as " + token) + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = bodies.getOrDefault(line, "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Person ana() {
        return Person.known(network, "ana", "7", "t0");
    }

    @Test
    void whoSignsInHasWhatTheAnswerSays() {
        status = 201;
        bodies = Map.of("POST /v1/sessions", """
                {"user":{"username":"ana","id":"7"},"accessToken":"t1","refreshToken":"r1"}""");
        Person ana = Person.signIn(network, "ana@example.org", "kestrel");
        assertThat(asked.getFirst())
                .startsWith("POST /v1/sessions {")
                .contains("\"login\":\"ana@example.org\"", "\"password\":\"kestrel\"");
        assertThat(List.of(ana.username(), ana.id(), ana.token(), ana.refreshToken()))
                .containsExactly("ana", "7", "t1", "r1");
    }

    @Test
    void aVerbIsARequestWithTheirToken() {
        ana().follows(Person.known(network, "bo", "8", "t2"));
        assertThat(asked).containsExactly("PUT /v1/users/8/follow as Bearer t0 ");
    }

    @Test
    void aListIsReadPageByPage() {
        bodies = Map.of(
                "GET /v1/feed?limit=2", """
                {"items":[{"id":"1"},{"id":"2"}],"nextCursor":"c"}""",
                "GET /v1/feed?limit=2&cursor=c", """
                {"items":[{"id":"3"}],"nextCursor":null}""");
        assertThat(ana().all("/v1/feed", 2, "/id")).containsExactly("1", "2", "3");
    }

    @Test
    void anAnswerThatWasNotToComeIsToldInFull() {
        status = 404;
        bodies = Map.of("PUT /v1/posts/9/like", """
                {"status":404,"code":"NOT_FOUND","detail":"There is no such post."}""");
        assertThatExceptionOfType(UnexpectedAnswerException.class)
                .isThrownBy(() -> ana().likes("9"))
                .withMessageContaining("PUT " + network.url() + "/v1/posts/9/like: 404")
                .withMessageContaining("(expected: status 200)")
                .satisfies(e -> assertThat(e.answer().reason()).isEqualTo("404 NOT_FOUND There is no such post."));
        ana().put("/v1/posts/9/like").refused(404, "NOT_FOUND");
        assertThatThrownBy(() -> ana().put("/v1/posts/9/like").refused(404, "GONE"))
                .isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void aValueThatIsNotThereIsNoNumber() {
        assertThatThrownBy(() -> ana().get("/v1/me").number("/counts/posts"))
                .isInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void whoHearsNothingIsToldSo() {
        server.stop(0);
        assertThatExceptionOfType(NoAnswerException.class)
                .isThrownBy(() -> ana().posts("Is anybody there?"))
                .withMessage("POST /v1/posts")
                .satisfies(e -> assertThat(e.reason()).isNotBlank());
    }
}
