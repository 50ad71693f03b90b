package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import magpie.api.log.Batch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Admission: tokens, cookies, sessions that ended. */
class AuthenticatorTest extends GatewayTest {
    private long ann;

    @BeforeEach
    void open() {
        network.revoked.add(66L);
        start(Map.of("gateway.address-limit", "100000", "gateway.user-limit", "1000000"));
        ann = network.join("ann");
    }

    @Test
    void aFlagThatCannotBeReadIsRefusedBeforeAnybodyIsRegistered() {
        HttpResponse<String> response = post(
                "/v1/users?cookie=maybe",
                null,
                "{\"username\":\"bob\",\"email\":\"a@b.c\",\"password\":\"long enough\"}");
        assertProblem(response, 422, "INVALID_VALUE");
        assertThat(json(response).at("/errors/0/field").stringValue()).isEqualTo("cookie");
        assertThat(network.profiles).containsOnlyKeys(ann);
    }

    @Test
    void aGoodTokenIsTaken() {
        assertThat(get("/v1/me", network.token(ann, 1)).statusCode()).isEqualTo(200);
        assertThat(get("/v1/me", network.token(ann, 1)).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenTheOwnIsClosedAndTheSharedIsOpen() {
        HttpResponse<String> response = get("/v1/me");
        assertProblem(response, 401, "UNAUTHENTICATED");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"magpie\"");
        assertThat(get("/v1/users/" + ann).statusCode()).isEqualTo(200);
        assertThat(json(get("/v1/users/" + ann)).has("viewer")).isFalse();
        assertThat(json(get("/v1/users/" + ann, network.token(ann, 1))).has("viewer"))
                .isTrue();
    }

    @Test
    void forgedTokensAreRefused() throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(Long.toString(ann))
                .claim("sid", "1")
                .claim("csrf", "c")
                .expirationTime(Date.from(Instant.now().plusSeconds(900)))
                .build();
        SignedJWT hmac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
        hmac.sign(new MACSigner(
                network.key.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        String good = network.token(ann, 1);
        Instant later = Instant.now().plusSeconds(900);
        List<String> forged = List.of(
                "x",
                "",
                "a.b.c",
                new PlainJWT(claims).serialize(),
                hmac.serialize(),
                SignedTokens.of(SignedTokens.newKey("first"), ann, 1, later),
                SignedTokens.of(SignedTokens.newKey("other"), ann, 1, later),
                SignedTokens.of(network.key, ann, 1, Instant.now().minusSeconds(1)),
                good.substring(0, good.length() - 2),
                good.substring(0, good.lastIndexOf('.') + 1),
                "y".repeat(5_000));
        for (String token : forged) {
            assertProblem(get("/v1/me", token), 401, "UNAUTHENTICATED");
            assertThat(get("/v1/me", token).headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"magpie\", error=\"invalid_token\"");
            assertStranger(get("/v1/users/" + ann, token));
        }
        assertProblem(send(request("/v1/me").header("Authorization", "Basic YTpi")), 401, "UNAUTHENTICATED");
    }

    /** Credentials for a proxy are no token of ours, neither valid nor invalid. */
    @Test
    void anotherSchemesCredentialsAreNone() {
        String cookie = "magpie_access=" + network.token(ann, 1);
        HttpRequest.Builder user = request("/v1/users/" + ann).header("Authorization", "Basic YTpi");
        assertStranger(send(user.copy()));
        assertThat(json(send(user.copy().header("Cookie", cookie))).has("viewer"))
                .isTrue();
        HttpRequest.Builder me = request("/v1/me").header("Authorization", "Basic YTpi");
        assertThat(send(me.copy().header("Cookie", cookie)).statusCode()).isEqualTo(200);
        HttpRequest.Builder follow = request("/v1/users/" + network.join("bob") + "/follow")
                .header("Authorization", "Basic YTpi")
                .header("Cookie", cookie)
                .PUT(HttpRequest.BodyPublishers.noBody());
        assertProblem(send(follow), 403, "FORBIDDEN");
    }

    @Test
    void aCookieOfNoUseIsTakenBackAndTheSharedStaysOpen() {
        for (String dead : List.of("x", network.token(ann, 66), SignedTokens.of(network.key, ann, 1, Instant.EPOCH))) {
            HttpResponse<String> shared = send(request("/v1/users/" + ann).header("Cookie", "magpie_access=" + dead));
            assertStranger(shared);
            assertThat(shared.headers().allValues("Set-Cookie"))
                    .containsExactly("magpie_access=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
            HttpResponse<String> own = send(request("/v1/me").header("Cookie", "magpie_access=" + dead));
            assertProblem(own, 401, "UNAUTHENTICATED");
            assertThat(own.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"magpie\", error=\"invalid_token\"");
            assertThat(own.headers().allValues("Set-Cookie")).hasSize(1);
        }
        assertThat(get("/v1/users/" + ann, "x").headers().allValues("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void aRefreshCookieOfNoUseIsTakenBackToo() {
        HttpResponse<String> refused = send(request("/v1/sessions/refresh?cookie=true")
                .header("Cookie", "magpie_refresh=spent")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertProblem(refused, 401, "UNAUTHENTICATED");
        assertThat(refused.headers().allValues("Set-Cookie"))
                .containsExactly(
                        "magpie_access=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict",
                        "magpie_refresh=; Path=/v1/sessions/refresh; Max-Age=0; HttpOnly; SameSite=Strict");
    }

    /** Even a token that was valid before, and what is no token at all. */
    @Test
    void credentialsOfNoUseCostTheirAddress() {
        stop();
        start(Map.of("gateway.address-limit", "5"));
        String ended = network.token(ann, 5);
        assertThat(get("/v1/me", ended).statusCode()).isEqualTo(200);
        send(request("/v1/sessions/current").DELETE().header("Authorization", "Bearer " + ended));
        assertProblem(get("/v1/me", ended), 401, "UNAUTHENTICATED");
        assertStranger(get("/v1/users/" + ann, ended));
        assertProblem(send(request("/v1/me").header("Authorization", "Basic YTpi")), 401, "UNAUTHENTICATED");
        assertProblem(post("/v1/me/deletion", ended, "{\"password\":\"x\"}"), 401, "UNAUTHENTICATED");
        assertProblem(get("/v1/me", ended), 429, "RATE_LIMITED");
    }

    private static void assertStranger(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).has("viewer")).isFalse();
    }

    /** The answer to the first request may have been lost. */
    @Test
    void aDeletionThatIsAskedForAgainIsDone() {
        String token = network.token(ann, 5);
        String elsewhere = network.token(network.join("bob"), 6);
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(post("/v1/me/deletion", token, "{\"password\":\"right password\"}")
                            .statusCode())
                    .isEqualTo(202);
            assertProblem(get("/v1/me", token), 401, "UNAUTHENTICATED");
        }
        send(request("/v1/sessions/current").DELETE().header("Authorization", "Bearer " + elsewhere));
        assertProblem(post("/v1/me/deletion", elsewhere, "{\"password\":\"right password\"}"), 401, "UNAUTHENTICATED");
    }

    @Test
    void aTokenThatWasTakenIsNotTakenOnceItExpires() throws InterruptedException {
        String token = SignedTokens.of(network.key, ann, 1, Instant.now().plusMillis(1_500));
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200);
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        int status = 200;
        while (status == 200 && System.nanoTime() < deadline) {
            status = get("/v1/me", token).statusCode();
        }
        assertThat(status).isEqualTo(401);
    }

    @Test
    void sessionsThatEndedBeforeTheStartAreRefused() {
        assertProblem(get("/v1/me", network.token(ann, 66)), 401, "UNAUTHENTICATED");
    }

    @Test
    void signingOutWorksAtOnce() {
        String token = network.token(ann, 5);
        HttpResponse<String> out =
                send(request("/v1/sessions/current").DELETE().header("Authorization", "Bearer " + token));
        assertThat(out.statusCode()).isEqualTo(204);
        assertProblem(get("/v1/me", token), 401, "UNAUTHENTICATED");
        assertThat(get("/v1/me", network.token(ann, 6)).statusCode()).isEqualTo(200);
    }

    @Test
    void sessionsThatEndElsewhereAreRefusedByEvent() throws InterruptedException {
        String token = network.token(ann, 8);
        String others = network.token(network.join("bob"), 9);
        assertThat(get("/v1/me", token).statusCode()).isEqualTo(200);
        event("SessionEnded", "{\"userId\":" + ann + ",\"sessionId\":8}");
        assertProblem(get("/v1/me", token), 401, "UNAUTHENTICATED");
        event("Suspended", "{\"userId\":" + ann + "}");
        assertProblem(get("/v1/me", network.token(ann, 10)), 401, "UNAUTHENTICATED");
        event("Restored", "{\"userId\":" + ann + "}");
        assertThat(get("/v1/me", network.token(ann, 11)).statusCode()).isEqualTo(200);
        assertThat(get("/v1/me", others).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageSignsInByCookie() {
        HttpResponse<String> in =
                post("/v1/sessions?cookie=true", null, "{\"login\":\"ann\",\"password\":\"right password\"}");
        assertThat(in.statusCode()).isEqualTo(201);
        assertThat(json(in).has("accessToken")).isFalse();
        assertThat(json(in).has("refreshToken")).isFalse();
        String csrf = json(in).path("csrfToken").stringValue();
        List<String> cookies = in.headers().allValues("Set-Cookie");
        assertThat(cookies).hasSize(2).allMatch(c -> c.contains("HttpOnly") && c.contains("SameSite=Strict"));
        assertThat(cookies.get(1)).contains("Path=/v1/sessions/refresh");
        String access = cookies.get(0).substring(0, cookies.get(0).indexOf(';'));

        assertThat(send(request("/v1/me").header("Cookie", access)).statusCode())
                .isEqualTo(200);
        HttpRequest.Builder follow = request("/v1/users/" + network.join("bob") + "/follow")
                .header("Cookie", access)
                .PUT(HttpRequest.BodyPublishers.noBody());
        assertProblem(send(follow.copy()), 403, "FORBIDDEN");
        assertProblem(send(follow.copy().header("X-CSRF-Token", "wrong")), 403, "FORBIDDEN");
        assertThat(send(follow.copy().header("X-CSRF-Token", csrf)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageRefreshesByCookieButNoOtherSitesPage() {
        HttpRequest.Builder refresh = request("/v1/sessions/refresh?cookie=true")
                .header("Cookie", "magpie_refresh=refresh-1")
                .POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> response = send(refresh.copy().header("Sec-Fetch-Site", "same-origin"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).has("csrfToken")).isTrue();
        assertProblem(send(refresh.copy().header("Sec-Fetch-Site", "cross-site")), 403, "FORBIDDEN");
        assertProblem(post("/v1/sessions/refresh", null, "{\"refreshToken\":\"spent\"}"), 401, "UNAUTHENTICATED");
        assertThat(json(post("/v1/sessions/refresh", null, "{\"refreshToken\":\"refresh-1\"}"))
                        .has("accessToken"))
                .isTrue();
    }

    /** Neither a page elsewhere nor one of a neighbouring host, even if it knows the token. */
    @Test
    void noOtherSitesPageActsByCookie() {
        HttpRequest.Builder follow = request("/v1/users/" + network.join("bob") + "/follow")
                .header("Cookie", "magpie_access=" + network.token(ann, 7))
                .header("X-CSRF-Token", "csrf-of-7")
                .PUT(HttpRequest.BodyPublishers.noBody());
        for (String site : List.of("cross-site", "same-site", "", "SAME-ORIGIN", "something new")) {
            assertProblem(send(follow.copy().header("Sec-Fetch-Site", site)), 403, "FORBIDDEN");
            for (String path : List.of("/v1/users", "/v1/sessions", "/v1/sessions/refresh")) {
                HttpRequest.Builder signIn = request(path + "?cookie=true")
                        .header("Content-Type", "application/json")
                        .header("Sec-Fetch-Site", site)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"login\":\"ann\",\"password\":\"right password\"}"));
                HttpResponse<String> refused = send(signIn);
                assertProblem(refused, 403, "FORBIDDEN");
                assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
            }
        }
        for (String site : List.of("same-origin", "none")) {
            assertThat(send(follow.copy().header("Sec-Fetch-Site", site)).statusCode())
                    .isEqualTo(200);
        }
        assertProblem(send(follow.copy().header("Origin", "http://evil.example")), 403, "FORBIDDEN");
        assertThat(send(follow.copy().header("Origin", "http://127.0.0.1:" + gateway.port()))
                        .statusCode())
                .as("over plain HTTP browsers say no more")
                .isEqualTo(200);
        HttpRequest.Builder bearer = request("/v1/users/" + ann + "/follow")
                .header("Authorization", "Bearer " + network.token(network.join("cy"), 9))
                .header("Sec-Fetch-Site", "cross-site")
                .PUT(HttpRequest.BodyPublishers.noBody());
        assertThat(send(bearer).statusCode()).as("no cookie, no forgery").isEqualTo(200);
    }

    @Test
    void readingCanBeClosed() {
        stop();
        start(Map.of("gateway.public-reads", "off"));
        assertProblem(get("/v1/users/" + ann), 401, "UNAUTHENTICATED");
    }

    private void event(String type, String body) throws InterruptedException {
        network.events.add(new Batch.Entry(network.events.size() + 1, ann, 0, type, body));
        assertThat(gateway.consumers().getFirst().settle(Duration.ofSeconds(5))).isTrue();
    }
}
