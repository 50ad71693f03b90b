package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import magpie.kit.Waits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is compressed, for whom, and how. */
class CompressedAnswersTest extends GatewayTest {
    /** As current browsers say it. */
    private static final String BROWSER = "gzip, deflate, br, zstd";

    private long ann;
    private String token;

    @BeforeEach
    void open() throws InterruptedException {
        start(Map.of("gateway.address-limit", "100000"));
        ann = network.join("ann");
        token = network.token(ann, 77);
        for (int i = 0; i < 20; i++) {
            network.post(ann, "a text that is not very long " + i);
        }
        assertThat(Waits.until(Duration.ofSeconds(30), Duration.ofMillis(5), () -> coding(feed("zstd")) != null))
                .as("Zstandard is loaded when it is first asked for")
                .isTrue();
    }

    @Test
    void theFeedComesAsTheClientLikes() throws IOException {
        String plain = text(feed("identity"));
        HttpResponse<byte[]> gzip = feed("br, gzip");
        assertThat(coding(gzip)).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(plain);
        HttpResponse<byte[]> zstd = feed(BROWSER);
        assertThat(coding(zstd)).isEqualTo("zstd");
        assertThat(new ZstdInputStream(new ByteArrayInputStream(zstd.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(plain);
        assertThat(gzip.body().length).isLessThan(plain.length() / 2);
        assertThat(zstd.body().length).isLessThan(gzip.body().length);
        assertThat(coding(feed("zstd;q=0.1, gzip"))).isEqualTo("gzip");
    }

    @Test
    void cachesAreToldWhatItDependsOn() {
        for (String accepted : List.of("identity", "gzip", BROWSER)) {
            HttpResponse<byte[]> answer = feed(accepted);
            assertThat(answer.headers().firstValue("Vary").orElseThrow()).contains("Accept-Encoding");
            assertThat(answer.headers().firstValue("Content-Length")).hasValue("" + answer.body().length);
        }
    }

    @Test
    void nobodyWhoDoesNotAskGetsIt() {
        HttpResponse<String> plain = get("/v1/feed", token);
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        for (String accepted : List.of("identity", "br", "*", "gzip;q=0", "zstd;q=none")) {
            assertThat(coding(feed(accepted))).as(accepted).isNull();
            assertThat(text(feed(accepted))).isEqualTo(plain.body());
        }
    }

    @Test
    void smallAnswersStayAsTheyAre() {
        assertThat(coding(ask("GET", "/v1/users/" + ann, BROWSER))).isNull();
        assertThat(coding(ask("GET", "/v1/nowhere", BROWSER))).isNull();
    }

    @Test
    void headTellsTheSame() {
        HttpResponse<byte[]> head = ask("HEAD", "/v1/feed", BROWSER);
        assertThat(coding(head)).isEqualTo("zstd");
        assertThat(head.body()).isEmpty();
    }

    private HttpResponse<byte[]> feed(String accepted) {
        return ask("GET", "/v1/feed", accepted);
    }

    private HttpResponse<byte[]> ask(String method, String path, String accepted) {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .header("Accept-Encoding", accepted)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String coding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding").orElse(null);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
