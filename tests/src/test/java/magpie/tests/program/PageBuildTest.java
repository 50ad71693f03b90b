package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.client.ServerProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the page, by a page whose build is a line of shell. */
class PageBuildTest {
    private static final Map<String, String> NO_CACHE = Map.of("MAGPIE_AOT", "off");

    @TempDir
    Path folder;

    private Path launcher;
    private Path source;

    @BeforeEach
    void lay() throws IOException {
        launcher = StagedDist.in(folder);
        source = folder.resolve("web/src/main.ts");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "first");
        Files.writeString(
                folder.resolve("web/package-lock.json"),
                "{\"name\": \"page\", \"lockfileVersion\": 3, \"packages\": {\"\": {\"name\": \"page\"}}}");
    }

    @Test
    void aPageThatCannotBeBuiltKeepsNobodyFromStarting() throws Exception {
        buildBy("echo it is broken; exit 1");
        try (ServerProcess server = RealInstance.launch(launcher, folder.resolve("data"), NO_CACHE)) {
            assertThat(server.output())
                    .contains("it is broken", "target/page.log", "the page was not built: going on without it");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void thePageIsBuiltWhenItsSourcesChanged() throws Exception {
        buildBy("mkdir -p dist && cp src/main.ts dist/index.html");
        assertThat(help()).contains("building the page");
        assertThat(page()).hasContent("first");
        assertThat(help()).doesNotContain("building the page");
        Files.writeString(source, "second");
        assertThat(help()).contains("building the page").doesNotContain("fetching");
        assertThat(page()).hasContent("second");
    }

    @Test
    void theOldPageStaysWhenTheNewOneCannotBeBuilt() throws Exception {
        buildBy("mkdir -p dist && cp src/main.ts dist/index.html");
        help();
        buildBy("exit 1");
        assertThat(help()).contains("going on with the one of before");
        assertThat(page()).hasContent("first");
    }

    private void buildBy(String command) throws IOException {
        Files.writeString(
                folder.resolve("web/package.json"),
                "{\"name\": \"page\", \"scripts\": {\"build\": \"" + command + "\"}}");
    }

    private Path page() {
        return folder.resolve("target/dist/web/index.html");
    }

    /** What the launcher says before the program tells its flags. */
    private String help() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(launcher.toString(), "up", "--help")).redirectErrorStream(true);
        builder.environment().putAll(NO_CACHE);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
