package magpie.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.gateway.http.body.BodyKind;
import magpie.gateway.http.server.EdgeServer;
import magpie.gateway.v1.json.Problems;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two APIs on one chassis: each answers in its own format, unknown paths included. */
class ApisTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private EdgeServer server;

    @BeforeEach
    void start() {
        Api some = SomeApi.at("/some/");
        Api json = new Api(
                "/",
                Problems::answer,
                List.of(new HttpField("Content-Security-Policy", "default-src 'none'")),
                some.credentials(),
                Set.of(BodyKind.JSON),
                CrossOrigin.NONE);
        Router router = new Router(List.of(
                json.route("GET", "/json", Access.SIGNED_IN, ApisTest::who),
                some.route("GET", "/some/who", Access.SIGNED_IN, ApisTest::who),
                json.route("POST", "/json", Access.OPEN, ApisTest::text),
                some.route("POST", "/some/text", Access.OPEN, ApisTest::text),
                some.route("GET", "/some/scoped", Access.SIGNED_IN, ApisTest::who)
                        .needing("read"),
                json.route("GET", "/scoped", Access.READ, exchange -> SomeApi.text(200, "all"))
                        .needing("read"),
                some.route("GET", "/some/busy", Access.OPEN, exchange -> {
                    throw ServiceException.of(Code.OVERLOADED, "Later.");
                }),
                some.route("GET", "/some/broken", Access.OPEN, exchange -> {
                    throw new IllegalStateException("secret");
                })));
        server = SomeServer.start(router, 100, Duration.ofSeconds(15));
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    private static Answer who(Exchange exchange) {
        return SomeApi.text(200, "user " + exchange.signedIn().userId());
    }

    /** Reads JSON or a form, as clients of some APIs send either. */
    private static Answer text(Exchange exchange) {
        if (exchange.brings(BodyKind.FORM)) {
            return SomeApi.text(200, String.join("+", exchange.form().values("text")));
        }
        return SomeApi.text(200, exchange.json().text("text"));
    }

    private HttpResponse<String> post(String path, String type, String body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> get(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void eachSaysInItsOwnWayWhatFailed() {
        assertThat(get("/some/busy", "").body()).isEqualTo("OVERLOADED!");
        assertThat(field(get("/some/busy", ""), "Retry-After")).isEqualTo("1");
        assertThat(get("/some/broken", "").body()).isEqualTo("INTERNAL!");
        assertThat(get("/some/none", "").body()).isEqualTo("NOT_FOUND!");
        assertThat(get("/some/none", "").statusCode()).isEqualTo(404);
        assertThat(field(get("/none", ""), "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void eachSaysToBrowsersWhatHoldsForIt() {
        assertThat(field(get("/some/none", ""), "Content-Security-Policy")).isEqualTo("default-src 'self'");
        assertThat(field(get("/none", ""), "Content-Security-Policy")).isEqualTo("default-src 'none'");
        assertThat(field(get("/some/none", ""), "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void eachFindsOutForItselfWhoAsks() {
        assertThat(get("/some/who", "user-7").body()).isEqualTo("user 7");
        assertThat(get("/some/who", "").body()).isEqualTo("UNAUTHENTICATED!");
        assertThat(field(get("/some/who", ""), "WWW-Authenticate")).isEqualTo("Bearer realm=\"magpie\"");
        assertThat(get("/some/who", "user-13").statusCode()).isEqualTo(401);
        assertThat(field(get("/some/who", "nobody"), "WWW-Authenticate")).contains("invalid_token");
        assertThat(get("/json", "user-8").body()).isEqualTo("user 8");
    }

    @Test
    void anApplicationMayDoWhatItWasGranted() {
        assertThat(get("/some/scoped", "user-7").body()).isEqualTo("user 7");
        HttpResponse<String> refused = get("/some/scoped", "user-8");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("FORBIDDEN!");
        assertThat(field(refused, "WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"magpie\", error=\"insufficient_scope\", scope=\"read\"");
        assertThat(get("/scoped", "user-8").statusCode()).isEqualTo(403);
        assertThat(get("/scoped", "").body()).as("nobody's application").isEqualTo("all");
        assertThat(get("/some/who", "user-8").body()).isEqualTo("user 8");
    }

    @Test
    void eachSaysWhichSitesPagesMayCall() {
        assertThat(allowed("/some/who")).isEqualTo("https://anywhere.example");
        assertThat(allowed("/some/none")).isEqualTo("https://anywhere.example");
        assertThat(allowed("/json")).isEmpty();
        assertThat(allowed("/none")).isEmpty();
        HttpResponse<String> asked = send(at("/some/who")
                .header("Origin", "https://anywhere.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(field(asked, "Access-Control-Allow-Methods")).contains("GET");
        assertThat(field(asked, "Access-Control-Allow-Credentials")).isNotEqualTo("true");
    }

    private String allowed(String path) {
        return field(send(at(path).header("Origin", "https://anywhere.example")), "Access-Control-Allow-Origin");
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    @Test
    void eachTakesBodiesInItsOwnForms() {
        String form = "application/x-www-form-urlencoded";
        assertThat(post("/some/text", form + "; charset=utf-8", "text=a%20b&other=x&text=%E5%96%9C")
                        .body())
                .isEqualTo("a b+喜");
        assertThat(post("/some/text", "application/json", "{\"text\":\"c\"}").body())
                .isEqualTo("c");
        assertThat(post("/json", "application/json", "{\"text\":\"c\"}").body()).isEqualTo("c");
        assertThat(post("/some/text", "text/plain", "d").statusCode()).isEqualTo(415);
    }

    @Test
    void aFormThatIsNoneOrTooLargeIsRefused() {
        String form = "application/x-www-form-urlencoded";
        assertThat(post("/some/text", form, "text=%ff").body()).isEqualTo("MALFORMED!");
        assertThat(post("/some/text", form, "text=%4").body()).isEqualTo("MALFORMED!");
        assertThat(post("/some/text", form, "a=b&".repeat(1_000)).body()).isEqualTo("MALFORMED!");
        assertThat(post("/some/text", form, "text=" + "x".repeat(70_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void whatIsNoHttpIsAnsweredByTheOneThatHasAllPaths() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /some/who HTTP/1.1\r\nno colon\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "default-src 'none'");
        }
    }
}
