package magpie.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import magpie.kit.roles.Edge;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a small web page. */
abstract class WebTest extends GatewayTest {
    static final String SCRIPT = "console.log('a script that is long enough to be worth compressing');";

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        write("index.html", """
                <!doctype html><html lang="en"><head><script src="/assets/app-1.js"></script>
                <!--magpie:head--></head><body><div id="app"><!--magpie:body--></div></body></html>
                """);
        write("assets/app-1.js", SCRIPT);
        write("assets/app-1.js.br", "brotli");
        write("assets/app-1.js.gz", "gz");
        write("sw.js", "self");
        write("manifest.webmanifest", "{}");
        write("favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        write("icons/a.png", "png");
        open(Map.of());
    }

    /** Starts it anew with these settings. */
    void open(Map<String, String> settings) {
        stop();
        Map<String, String> all = new HashMap<>(Map.of("gateway.address-limit", "100000"));
        all.putAll(settings);
        start(all, new Edge("127.0.0.1", 0, true, null, null, 0, folder));
    }

    void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    HttpResponse<String> get(String path, Map<String, String> fields) {
        HttpRequest.Builder request = request(path);
        fields.forEach(request::header);
        return send(request);
    }

    /** The page of a person's browser. */
    HttpResponse<String> page(String path) {
        return get(path, Map.of("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    }

    static String field(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    static void assertPage(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(field(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(response.body())
                .startsWith("<!doctype html><html lang=\"")
                .contains("<script src=\"/assets/app-1.js\">", "<title>", "<h1>")
                .doesNotContain("<!--magpie");
    }
}
