package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import magpie.kit.StartException;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.Test;

/** Rate limits, and where the gateway may listen at all. */
class LimitsTest extends GatewayTest {
    @Test
    void strangersAreLimitedByAddress() {
        start(Map.of("gateway.address-limit", "3"));
        long ann = network.join("ann");
        HttpResponse<String> first = get("/v1/users/" + ann);
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"address\";q=3;w=60");
        assertThat(first.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"address\";r=2;t=");
        get("/v1/nowhere");
        get("/v1/users/" + ann);
        HttpResponse<String> fourth = get("/v1/users/" + ann);
        assertProblem(fourth, 429, "RATE_LIMITED");
        assertThat(Integer.parseInt(fourth.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        assertThat(fourth.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"address\";r=0;t=");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void forgedTokensCostTheAddress() {
        start(Map.of("gateway.address-limit", "3"));
        for (int i = 0; i < 3; i++) {
            assertProblem(get("/v1/me", "forged-" + i), 401, "UNAUTHENTICATED");
        }
        assertProblem(get("/v1/me", "forged-again"), 429, "RATE_LIMITED");
    }

    @Test
    void aKnownUserIsLimitedByNameAndNotByAddress() {
        start(Map.of("gateway.address-limit", "1", "gateway.user-limit", "4", "gateway.posting-limit", "1"));
        String token = network.token(network.join("ann"), 1);
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200);
        assertThat(get("/v1/me", token).headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"user\";r=2;t=");
        HttpResponse<String> post = post("/v1/posts", token, "{\"text\":\"one\"}");
        assertThat(post.statusCode()).isEqualTo(201);
        assertThat(post.headers().firstValue("RateLimit-Policy").orElseThrow())
                .isEqualTo("\"user\";q=4;w=60, \"posting\";q=1;w=60");
        assertProblem(post("/v1/posts", token, "{\"text\":\"two\"}"), 429, "RATE_LIMITED");
        assertThat(network.posts).hasSize(1);
    }

    @Test
    void passwordsCannotBeGuessed() {
        start(Map.of("gateway.address-limit", "1000", "gateway.sign-in-limit", "2"));
        network.join("ann");
        network.join("bob");
        String wrong = "{\"login\":\"ann\",\"password\":\"wrong\"}";
        assertProblem(post("/v1/sessions", null, wrong), 401, "UNAUTHENTICATED");
        assertProblem(post("/v1/sessions", null, wrong.replace("ann", "ANN")), 401, "UNAUTHENTICATED");
        assertProblem(post("/v1/sessions", null, wrong.replace("wrong", "right password")), 429, "RATE_LIMITED");
        assertProblem(post("/v1/sessions", null, wrong.replace("ann", "bob")), 401, "UNAUTHENTICATED");
    }

    /** Each address has attempts left, but together they used up what strangers have for one account. */
    @Test
    void passwordsCannotBeGuessedFromManyAddresses() {
        start(GUESSES, BEHIND_PROXY);
        network.join("ann");
        network.join("bob");
        for (int i = 0; i < 3; i++) {
            assertProblem(signIn("9.9.9." + i, "ann", "wrong"), 401, "UNAUTHENTICATED");
        }
        HttpResponse<String> refused = signIn("9.9.9.9", "ANN", "right password");
        assertProblem(refused, 429, "RATE_LIMITED");
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).contains("\"account\";r=0;t=");
        assertProblem(signIn("9.9.9.9", "bob", "wrong"), 401, "UNAUTHENTICATED");
        for (int i = 0; i < 4; i++) {
            assertThat(signIn("9.9.9.5", "bob", "right password").statusCode()).isEqualTo(201);
        }
    }

    @Test
    void nobodyIsLockedOutWhereTheyHaveSignedInBefore() {
        start(GUESSES, BEHIND_PROXY);
        network.join("ann");
        assertThat(signIn("1.1.1.1", "ann", "right password").statusCode()).isEqualTo(201);
        assertThat(from("2.2.2.2", "/v1/sessions/refresh", "{\"refreshToken\":\"refresh-1\"}")
                        .statusCode())
                .isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertProblem(signIn("9.9.9." + i, "ann", "wrong"), 401, "UNAUTHENTICATED");
        }
        assertProblem(signIn("9.9.9.9", "ann", "right password"), 429, "RATE_LIMITED");
        assertThat(signIn("1.1.1.1", "ann", "right password").statusCode()).isEqualTo(201);
        assertThat(signIn("1.1.1.1", "ann@example.org", "wrong").statusCode()).isEqualTo(401);
        assertThat(signIn("2.2.2.2", "ann", "right password").statusCode()).isEqualTo(201);
    }

    /** Ids are public: nothing a stranger types counts against the attempts of a signed-in person. */
    @Test
    void strangersUseUpNoTriesOfWhoIsSignedIn() {
        start(GUESSES, BEHIND_PROXY);
        long ann = network.join("ann");
        for (String mark : List.of("", "#", " ", "\u2060 ", "Viewer ")) {
            for (int i = 0; i < 4; i++) {
                signIn("9.9.9." + i, mark + ann, "wrong");
            }
        }
        HttpResponse<String> deletion = send(request("/v1/me/deletion")
                .header("X-Forwarded-For", "8.8.8.8")
                .header("Authorization", "Bearer " + network.token(ann, 1))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"password\":\"right password\"}")));
        assertThat(deletion.statusCode()).isEqualTo(202);
    }

    /** An unknown name is counted like any other, or the refusal would reveal which names exist. */
    @Test
    void aNameOfNobodyIsLimitedToo() {
        start(GUESSES, BEHIND_PROXY);
        for (int i = 0; i < 3; i++) {
            assertProblem(signIn("9.9.9." + i, "nobody@example.org", "wrong"), 401, "UNAUTHENTICATED");
        }
        assertProblem(signIn("9.9.9.9", "nobody@example.org", "wrong"), 429, "RATE_LIMITED");
    }

    private static final Edge BEHIND_PROXY = new Edge("127.0.0.1", 0, true, null, null, 1);
    private static final Map<String, String> GUESSES =
            Map.of("gateway.address-limit", "1000", "gateway.account-limit", "3");

    private HttpResponse<String> signIn(String address, String login, String password) {
        return from(address, "/v1/sessions", "{\"login\":\"" + login + "\",\"password\":\"" + password + "\"}");
    }

    private HttpResponse<String> from(String address, String path, String json) {
        return send(request(path)
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Finding out what is wrong with a registration costs something here. */
    @Test
    void typingErrorsAreNotForgivenForEver() {
        start(Map.of("gateway.address-limit", "1000", "gateway.registration-limit", "1"));
        String tooShort = "{\"username\":\"ann\",\"email\":\"a@b.c\",\"password\":\"short\"}";
        for (int i = 0; i < 7; i++) {
            assertProblem(post("/v1/users", null, tooShort), 422, "INVALID_VALUE");
        }
        assertProblem(post("/v1/users", null, tooShort), 429, "RATE_LIMITED");
    }

    @Test
    void registrationsAreFewButTypingErrorsAreForgiven() {
        start(Map.of("gateway.address-limit", "1000", "gateway.registration-limit", "1"));
        String short_ = "{\"username\":\"ann\",\"email\":\"a@b.c\",\"password\":\"short\"}";
        for (int i = 0; i < 3; i++) {
            assertProblem(post("/v1/users", null, short_), 422, "INVALID_VALUE");
        }
        assertThat(post("/v1/users", null, short_.replace("short", "long enough"))
                        .statusCode())
                .isEqualTo(201);
        assertProblem(
                post("/v1/users", null, short_.replace("ann", "bob").replace("short", "long enough")),
                429,
                "RATE_LIMITED");
    }

    @Test
    void theBareHeaderOfAStrangerIsNoAddress() {
        start(Map.of("gateway.address-limit", "1"));
        send(request("/v1/nowhere").header("X-Forwarded-For", "9.9.9.1"));
        assertProblem(send(request("/v1/nowhere").header("X-Forwarded-For", "9.9.9.2")), 429, "RATE_LIMITED");
    }

    @Test
    void behindAProxyTheClientIsCounted() {
        start(Map.of("gateway.address-limit", "1"), new Edge("127.0.0.1", 0, true, null, null, 1));
        assertProblem(send(request("/v1/nowhere").header("X-Forwarded-For", "1.1.1.1, 9.9.9.1")), 404, "NOT_FOUND");
        assertProblem(send(request("/v1/nowhere").header("X-Forwarded-For", "1.1.1.1, 9.9.9.2")), 404, "NOT_FOUND");
        assertProblem(send(request("/v1/nowhere").header("X-Forwarded-For", "2.2.2.2, 9.9.9.2")), 429, "RATE_LIMITED");
    }

    @Test
    void limitsCanBeOffOnLoopback() {
        start(Map.of("gateway.address-limit", "1"), new Edge("127.0.0.1", 0, false, null, null, 0));
        assertProblem(get("/v1/nowhere"), 404, "NOT_FOUND");
        assertProblem(get("/v1/nowhere"), 404, "NOT_FOUND");
        assertThat(get("/v1/nowhere").headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void anOpenDoorIsRefused() {
        assertThatThrownBy(() -> start(Map.of(), new Edge("0.0.0.0", 0, true, null, null, 0)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--tls-cert");
        assertThatThrownBy(() -> start(Map.of(), new Edge("0.0.0.0", 0, false, null, null, 1)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("limits: they can be off");
        start(Map.of(), new Edge("localhost", 0, true, null, null, 0));
        int taken = gateway.port();
        assertThatThrownBy(() -> start(Map.of(), new Edge("127.0.0.1", taken, true, null, null, 0)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--port");
    }
}
