package magpie.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.app.Browser.Person;
import magpie.app.admin.Backup;
import magpie.app.data.Manifest;
import magpie.app.node.Node;
import magpie.kit.StartException;
import magpie.kit.config.Settings;
import magpie.kit.files.FileSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The operator's commands, as they are typed. */
class OperatorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path temporary;

    private Path data() {
        return temporary.resolve("data");
    }

    private Node start(Path data) {
        return Magpie.start(Settings.of(Map.of("data", data.toString(), "port", "0", "admin-port", "0")));
    }

    private String run(String... arguments) {
        out.reset();
        Console console = new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Map.of());
        assertThat(new Main(console).run(List.of(arguments)))
                .as(err.toString(UTF_8))
                .isZero();
        return out.toString(UTF_8);
    }

    private String admin(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "admin";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--data";
        all[all.length - 1] = data().toString();
        return run(all);
    }

    private static JsonNode posts(Browser browser, Person person) {
        return browser.json("GET", "/v1/users/" + person.id() + "/posts", person, Map.of())
                .path("items");
    }

    @Test
    void looksAfterARunningInstance() {
        try (Node node = start(data())) {
            Browser browser = new Browser(node.port());
            Person ann = browser.register("ann");
            Person bob = browser.register("bob");
            String post = browser.json("POST", "/v1/posts", bob, Map.of("text", "spam"))
                    .path("id")
                    .asString();

            admin("delete-post", post);
            assertThat(posts(browser, ann)).isEmpty();
            assertThat(admin("suspend", "bob")).contains("bob is suspended");
            assertThat(browser.send("GET", "/v1/users/" + bob.id(), ann.token(), Map.of())
                            .statusCode())
                    .isEqualTo(404);
            admin("restore", "bob");
            assertThat(browser.send("GET", "/v1/users/" + bob.id(), ann.token(), Map.of())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(admin("log", "inspect", "posts", "--limit", "1")).contains("PostPublished");
            assertThat(admin("log", "dead-letters")).contains("There are no dead letters");
            assertThat(browser.send(
                                    "POST",
                                    "/v1/me/deletion",
                                    ann.token(),
                                    Map.of("password", "kestrel over the dunes"))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(admin("retell-deletions")).contains("1 deleted accounts");
            assertThat(admin("settle")).contains("graph is at");
            assertThat(admin("recount")).contains("0 mended");
        }
    }

    @Test
    void looksAfterAStoppedInstance() {
        try (Node node = start(data())) {
            new Browser(node.port()).register("ann");
        }
        String answer = admin("reset-password", "ann");
        String password = answer.lines().findFirst().orElseThrow().replaceAll(".* is ", "");
        try (Node node = start(data())) {
            assertThat(new Browser(node.port())
                            .send("POST", "/v1/sessions", "", Map.of("login", "ann", "password", password))
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void replaysAnEvent() {
        try (Node node = start(data())) {
            new Browser(node.port()).register("ann");
            node.settle();
            String offset = admin("log", "inspect", "users").split(" ", 2)[0];
            assertThat(admin("log", "replay", "graph", "users", offset)).contains("Registered");
            assertThatThrownBy(() -> admin("log", "replay", "nobody", "users", offset))
                    .hasMessageContaining("expected: one of");
        }
    }

    @Test
    void aBackupOfARunningInstanceIsAnInstance() {
        Path copy = temporary.resolve("copy");
        Path restored = temporary.resolve("restored");
        Person ann;
        try (Node node = start(data())) {
            Browser browser = new Browser(node.port());
            ann = browser.register("ann");
            browser.json("POST", "/v1/posts", ann, Map.of("text", "worth keeping"));
            assertThat(run("backup", copy.toString(), "--data", data().toString()))
                    .contains("Saved 3 files");
        }
        assertThat(run("restore", copy.toString(), "--data", restored.toString()))
                .contains("Restored 3 files");
        try (Node node = start(restored)) {
            assertThat(posts(new Browser(node.port()), ann)).hasSize(1);
        }
    }

    @Test
    void aBackupOfAStoppedInstanceIsOneToo() {
        start(data()).close();
        Path copy = temporary.resolve("copy");
        assertThat(run("backup", copy.toString(), "--data", data().toString())).contains("Saved 3 files");
        assertThatThrownBy(() -> run("backup", copy.toString(), "--data", data().toString()))
                .hasMessageContaining("not empty");
    }

    @Test
    void aDamagedBackupIsRefused() throws IOException {
        start(data()).close();
        Path copy = temporary.resolve("copy");
        run("backup", copy.toString(), "--data", data().toString());
        byte[] bytes = Files.readAllBytes(copy.resolve("user.db"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.resolve("user.db"), bytes);
        Path target = temporary.resolve("target");
        assertThatThrownBy(() -> Backup.restore(copy, target))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("user.db is not what the manifest says");
        assertThat(target).doesNotExist();
    }

    @Test
    void aBackupIsNotRestoredOverAnything() {
        Path copy = temporary.resolve("copy");
        try (Node node = start(data())) {
            run("backup", copy.toString(), "--data", data().toString());
            assertThatThrownBy(() -> Backup.restore(copy, node.data()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("is in use");
        }
        assertThatThrownBy(() -> Backup.restore(copy, data()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void aManifestThatLeadsElsewhereIsRefused() throws IOException {
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        new Manifest(1, "x", "x", List.of(new FileSum("../secret", 1, "00"))).write(copy);
        assertThatThrownBy(() -> Backup.restore(copy, temporary.resolve("target")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("expected: a plain file name");
    }
}
