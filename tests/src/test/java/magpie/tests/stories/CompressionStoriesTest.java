package magpie.tests.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import magpie.client.Person;
import magpie.kit.Waits;
import org.junit.jupiter.api.Test;

/** What browsers and others get who accept compressed answers. */
class CompressionStoriesTest extends Stories {
    /** As current browsers say it. */
    private static final String BROWSER = "gzip, deflate, br, zstd";

    @Test
    void aBrowserReadsTheSameFeedInLess() throws Exception {
        Person ana = world.person("ana");
        for (int i = 0; i < 20; i++) {
            ana.posts("Sechs Eier, 六個蛋, 🪺 im Nest " + i + " #birds");
        }
        Person bo = world.person("bo");
        bo.follows(ana);
        String plain = bo.get("/v1/feed").expect(200).response().body();
        assertThat(Waits.until(Duration.ofSeconds(30), Duration.ofMillis(20), () -> eachGatewayHasZstandard(bo)))
                .isTrue();
        assertThat(unpacked(ask(bo, "/v1/feed", BROWSER))).isEqualTo(plain);
        assertThat(unpacked(ask(bo, "/v1/feed", "gzip, br"))).isEqualTo(plain);
        assertThat(unpacked(ask(bo, "/v1/feed", "identity"))).isEqualTo(plain);
        assertThat(ask(bo, "/v1/feed", BROWSER).body().length)
                .isLessThan(ask(bo, "/v1/feed", "gzip").body().length)
                .isLessThan(plain.length() / 4);
    }

    @Test
    void anExportIsCompressedAlready() throws Exception {
        Person cy = world.person("cy");
        HttpResponse<byte[]> export = ask(cy, "/v1/me/export", BROWSER);
        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(coding(export)).isNull();
        assertThat(export.body()).startsWith('P', 'K');
    }

    /** It is loaded beside the first requests, which are sent to one gateway after the other. */
    private boolean eachGatewayHasZstandard(Person reader) throws IOException, InterruptedException {
        for (int i = 0; i < 4; i++) {
            if (!"zstd".equals(coding(ask(reader, "/v1/feed", BROWSER)))) {
                return false;
            }
        }
        return true;
    }

    private HttpResponse<byte[]> ask(Person person, String path, String accepted)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.url() + path))
                .header("Authorization", "Bearer " + person.token())
                .header("Accept-Encoding", accepted)
                .build();
        return world.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String coding(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Encoding").orElse(null);
    }

    private static String unpacked(HttpResponse<byte[]> answer) throws IOException {
        InputStream body = new ByteArrayInputStream(answer.body());
        String coding = coding(answer);
        try (InputStream plain =
                coding == null ? body : coding.equals("zstd") ? new ZstdInputStream(body) : new GZIPInputStream(body)) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
