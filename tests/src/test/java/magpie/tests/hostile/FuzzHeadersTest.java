package magpie.tests.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import magpie.client.Answer;
import magpie.client.Person;
import magpie.tests.ApiDocument.Operation;
import magpie.tests.World;
import magpie.tests.World.Mode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tokens that nobody issued, and everything that can be wrong with other headers. */
class FuzzHeadersTest extends Fuzz {
    @Test
    void aForgedTokenIsRefused() throws SQLException, GeneralSecurityException {
        List<String> tokens = ForgedTokens.like(ann.token());
        for (Operation operation : document.operations()) {
            JsonNode security = operation.node().path("security");
            boolean open = security.isArray() && security.isEmpty();
            boolean own = security.isMissingNode();
            if (!open) {
                for (String token : tokens) {
                    Shot shot = Shot.at(operation, path(operation)).with("Authorization", token);
                    opensNothing(shot, own);
                    if (token.matches("Bearer [!-~]+")) {
                        String cookie = "magpie_access=" + token.replaceFirst("Bearer ", "");
                        opensNothing(shot.without("Authorization").with("Cookie", cookie), own);
                    }
                }
            }
            if (own) {
                barrage.refused(Shot.at(operation, path(operation)), 401);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(1_000);
    }

    /** On routes open to all it does no harm either. */
    private void opensNothing(Shot shot, boolean own) throws SQLException {
        if (own) {
            barrage.refused(shot, 400, 401);
        } else {
            barrage.fire(shot);
        }
    }

    @Test
    void anExpiredTokenIsRefused() throws IOException {
        try (World brief = World.of(Mode.LOCAL, Map.of("user.access-token", "1s"))) {
            Person cy = brief.person("cy");
            Answer answer = cy.get("/v1/me").expect(200);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (answer.status() == 200 && System.nanoTime() - deadline < 0) {
                answer = cy.get("/v1/me");
            }
            answer.refused(401, "UNAUTHENTICATED");
            cy.send("POST", "/v1/posts", Map.of("text", "too late")).refused(401, "UNAUTHENTICATED");
        }
    }

    @Test
    void strangeHeadersHarmNothing() throws SQLException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String noise : List.of("", "\u00e9\u00ff", "\"", ";;;=;,", "a=b; =c; d", "%00", "-1", "x".repeat(4_000))) {
            for (String name : List.of(
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Cookie",
                    "Forwarded",
                    "If-Match",
                    "If-Modified-Since",
                    "Last-Event-ID",
                    "Origin",
                    "Range",
                    "Referer",
                    "User-Agent",
                    "X-CSRF-Token",
                    "X-Forwarded-For",
                    "X-Forwarded-Proto",
                    "X-Request-Id",
                    "Upgrade",
                    "TE",
                    "Via",
                    "Content-Encoding")) {
                headers.add(Map.entry(name, noise));
            }
        }
        for (String coding :
                List.of("gzip;q=x, *;q=9", "zstd;q=1e9, gzip;q=-1", ",;,zstd;;q=1", "zstd,".repeat(1_000))) {
            headers.add(Map.entry("Accept-Encoding", coding));
        }
        headers.add(Map.entry("Expect", "100-continue"));
        headers.add(Map.entry("Expect", "tea"));
        headers.add(Map.entry("Cookie", "$Version=1; magpie_access=\"; magpie_refresh=\\"));
        headers.add(Map.entry("Content-Encoding", "gzip"));
        for (String id : List.of("feed", "publish", "user", "refresh", "exportMe")) {
            for (Map.Entry<String, String> header : headers) {
                Shot shot = shot(operation(id)).with(header.getKey(), header.getValue());
                barrage.fire(id.equals("publish") ? shot.json("{}") : shot);
            }
        }
        assertThat(barrage.shots()).isGreaterThan(700);
    }

    @Test
    void aWrongIdempotencyKeyIsNamed() throws SQLException {
        Shot publish = shot(operation("publish")).json(Map.of("text", "once"));
        for (String key : List.of("", "\u00e9", "a\tb", "x".repeat(201), "x".repeat(4_000))) {
            barrage.named(publish.with("Idempotency-Key", key), "Idempotency-Key");
        }
        barrage.refused(publish.with("Idempotency-Key", "\u007f"), 400);
    }
}
