package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of the web page. */
class PageFilesTest extends WebTest {
    private static final String APP = "/assets/app-1.js";

    @Test
    void aHashedFileIsKeptForEver() {
        HttpResponse<String> script = get(APP);
        assertThat(script.body()).isEqualTo(SCRIPT);
        assertThat(field(script, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(field(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(field(script, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(script.headers().allValues("Vary")).containsExactly("Accept-Encoding");
        assertThat(field(script, "Content-Security-Policy")).contains("script-src 'self'");
    }

    @Test
    void everyOtherFileIsAskedForAgain() {
        Map<String, String> types = Map.of(
                "/sw.js", "text/javascript; charset=utf-8",
                "/manifest.webmanifest", "application/manifest+json",
                "/favicon.svg", "image/svg+xml",
                "/icons/a.png", "image/png");
        types.forEach((path, type) -> {
            HttpResponse<String> file = get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(field(file, "Cache-Control")).as(path).isEqualTo("no-cache");
            assertThat(field(file, "Content-Type")).as(path).isEqualTo(type);
        });
    }

    @Test
    void theCodingIsTheOneWantedMost() {
        assertThat(coding("gzip, deflate, br, zstd")).isEqualTo("gzip:gz");
        assertThat(coding("br")).isEqualTo("br:brotli");
        assertThat(coding("br;q=0.9, gzip;q=0.8")).isEqualTo("br:brotli");
        assertThat(coding("br;q=0.8, gzip;q=0.9")).isEqualTo("gzip:gz");
        assertThat(coding("gzip;q=0, *")).isEqualTo("br:brotli");
        assertThat(coding("identity")).isEqualTo(":" + SCRIPT);
        assertThat(coding("gzip;q=0, br;q=0")).isEqualTo(":" + SCRIPT);
        assertThat(coding("gzip;q=x")).isEqualTo(":" + SCRIPT);
        assertThat(coding("identity;q=0, zstd")).as("better than nothing").isEqualTo(":" + SCRIPT);
    }

    private String coding(String accepted) {
        HttpResponse<String> script = get(APP, Map.of("Accept-Encoding", accepted));
        return field(script, "Content-Encoding") + ":" + script.body();
    }

    @Test
    void whoHasItHearsThatItIsTheSame() {
        HttpResponse<String> whole = get("/sw.js");
        String tag = field(whole, "ETag");
        assertThat(tag).matches("\"[\\w-]{20}\"");
        HttpResponse<String> same = get("/sw.js", Map.of("If-None-Match", "\"other\", " + tag));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(field(same, "ETag")).isEqualTo(tag);
        assertThat(field(same, "Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/sw.js", Map.of("If-None-Match", "\"other\"")).statusCode())
                .isEqualTo(200);
        HttpResponse<String> packed = get(APP, Map.of("Accept-Encoding", "br"));
        assertThat(field(packed, "ETag")).isNotEqualTo(field(get(APP), "ETag"));
    }

    @Test
    void aHeadTellsTheLength() {
        HttpResponse<String> head = send(request(APP).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(field(head, "Content-Length")).isEqualTo("" + SCRIPT.length());
    }

    @Test
    void filesCostNoRequest() {
        open(Map.of("gateway.address-limit", "2"));
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> script = get(APP);
            assertThat(script.statusCode()).isEqualTo(200);
            assertThat(field(script, "RateLimit")).isEmpty();
        }
        assertPage(page("/"), 200);
    }

    @Test
    void nothingElseIsServed() throws IOException {
        write("assets/later.js", "not read at the start");
        Files.writeString(folder.resolveSibling("secret.txt"), "secret");
        for (String path : List.of(
                "/index.html",
                "/assets/app-1.js.br",
                "/assets/later.js",
                "/assets/",
                "/assets",
                "/icons",
                "/assets/app-1.js/",
                "/assets/x",
                "/assets/%2e%2e/sw.js",
                "/assets/..%2fsw.js",
                "/..%2fsecret.txt",
                "/assets/app-1%2ejs%00",
                "/SW.js")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(send(request(APP).DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void theFirstByteIsNoTicketToTheSecond() {
        HttpResponse<String> range = get(APP, Map.of("Range", "bytes=0-1"));
        assertThat(range.statusCode()).isEqualTo(200);
        assertThat(range.body()).isEqualTo(SCRIPT);
    }
}
