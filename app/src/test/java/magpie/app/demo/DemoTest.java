package magpie.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.app.Browser;
import magpie.app.Browser.Person;
import magpie.app.Magpie;
import magpie.app.node.Node;
import magpie.kit.config.Settings;
import magpie.kit.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private void fill(Node node) {
        new Demo(node::contract, node::topics, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run();
    }

    /** The accounts and the password as a reader of the terminal sees them. */
    private static Person signIn(Browser browser, List<String> lines) {
        String login = lines.get(1).strip().split(" ", 2)[0];
        String password = lines.getLast().replace("with the password ", "");
        HttpResponse<String> answer =
                browser.send("POST", "/v1/sessions", "", Map.of("login", login, "password", password));
        JsonNode session = Json.MAPPER.readTree(answer.body());
        return new Person(
                session.path("user").path("id").asString(),
                session.path("accessToken").asString());
    }

    @Test
    void fillsAnEmptyInstanceOnce() {
        Settings settings =
                Settings.of(Map.of("data", folder.resolve("data").toString(), "port", "0", "admin-port", "0"));
        try (Node node = Magpie.start(settings)) {
            fill(node);
            List<String> told = out.toString(UTF_8).lines().toList();
            assertThat(told).hasSize(5);
            Browser browser = new Browser(node.port());
            Person somebody = signIn(browser, told);
            assertThat(browser.json("GET", "/v1/feed", somebody, Map.of()).path("items"))
                    .hasSize(20);
            assertThat(err.toString(UTF_8)).contains("100 %");

            out.reset();
            fill(node);
            assertThat(out.toString(UTF_8)).isEmpty();
            assertThat(err.toString(UTF_8)).contains("nothing was added");
        }
    }
}
