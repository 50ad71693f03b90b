package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.Test;

/** What proxies in front report about the client. */
class BehindProxyTest extends GatewayTest {
    private static final String HSTS = "Strict-Transport-Security";

    @Test
    void whoCameByTlsIsToldToComeByTls() {
        start(
                Map.of("gateway.address-limit", "1000", "gateway.sign-in-limit", "1000"),
                new Edge("127.0.0.1", 0, true, null, null, 1));
        for (String said : new String[] {"https", "HTTPS", "https,http", "https, http", "http, Https", " https "}) {
            HttpResponse<String> answer = send(request("/health/live").header("X-Forwarded-Proto", said));
            assertThat(answer.headers().firstValue(HSTS)).as(said).isPresent();
            assertThat(cookie(said))
                    .as(said)
                    .startsWith("__Host-magpie_access=")
                    .contains("; Path=/;", "; Secure")
                    .doesNotContain("Domain");
        }
        assertThat(send(request("/a%2Fb").header("X-Forwarded-Proto", "https"))
                        .headers()
                        .firstValue(HSTS))
                .as("refused before it is looked at")
                .isPresent();
        for (String said : new String[] {"http", "", "httpsx", "http,http"}) {
            HttpResponse<String> answer = send(request("/health/live").header("X-Forwarded-Proto", said));
            assertThat(answer.headers().firstValue(HSTS)).as(said).isEmpty();
            assertThat(cookie(said)).as(said).startsWith("magpie_access=").doesNotContain("Secure");
        }
    }

    /** A page of a neighbouring host can set a cookie of any other name for this one. */
    @Test
    void withTlsOnlyACookieOfThisVeryHostCounts() {
        start(Map.of(), new Edge("127.0.0.1", 0, true, null, null, 1));
        String token = network.token(network.join("ann"), 1);
        HttpRequest.Builder me = request("/v1/me").header("X-Forwarded-Proto", "https");
        assertThat(send(me.copy().header("Cookie", "__Host-magpie_access=" + token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(me.copy().header("Cookie", "magpie_access=" + token)).statusCode())
                .isEqualTo(401);
        HttpResponse<String> signedIn = signIn("https");
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allMatch(
                        cookie -> cookie.matches(
                                "__Host-magpie_(access|refresh)=[^;]+; Path=/; Max-Age=\\d+; HttpOnly; SameSite=Strict; Secure"));
        String refresh = signedIn.headers().allValues("Set-Cookie").get(1).replaceFirst(";.*", "");
        HttpRequest.Builder again = request("/v1/sessions/refresh?cookie=true")
                .header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.noBody());
        assertThat(send(again.copy().header("Cookie", refresh)).statusCode()).isEqualTo(200);
        assertThat(send(again.copy().header("Cookie", refresh.replace("__Host-", "")))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whatAStrangerSaysOfTlsCountsForNothing() {
        start(Map.of("gateway.address-limit", "1000", "gateway.sign-in-limit", "1000"));
        HttpResponse<String> answer = send(request("/health/live").header("X-Forwarded-Proto", "https"));
        assertThat(answer.headers().firstValue(HSTS)).isEmpty();
        assertThat(cookie("https")).doesNotContain("Secure");
    }

    /** The cookie that is set at a sign-in by cookie. */
    private String cookie(String said) {
        return signIn(said).headers().firstValue("Set-Cookie").orElseThrow();
    }

    private HttpResponse<String> signIn(String said) {
        network.join("ann");
        HttpRequest.Builder signIn = request("/v1/sessions?cookie=true")
                .header("X-Forwarded-Proto", said)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"login\":\"ann\",\"password\":\"right password\"}"));
        return send(signIn);
    }
}
