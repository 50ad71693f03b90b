package magpie.tests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.tests.Checkout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher alone in a folder, where nothing was built and nothing can be. */
class LauncherTest {
    @TempDir
    Path folder;

    @Test
    void whatMayNotBeBuiltAndWasNotIsSaid() throws Exception {
        for (String command : List.of("up", "admin", "bench", "cluster")) {
            String said = refused(command);
            assertThat(said)
                    .isEqualTo("magpie: MAGPIE_BUILD: off, but nothing was built here yet (expected: on, once).\n");
        }
        assertThat(folder.resolve("target")).doesNotExist();
    }

    /** The launcher reads the file before the program does, which refuses a folder in its own words. */
    @Test
    void aFolderInPlaceOfSettingsIsNotRead() throws Exception {
        String config = Files.createDirectory(folder.resolve("settings")).toString();
        assertThat(refused("up", "--config", config)).startsWith("magpie: MAGPIE_BUILD:");
        assertThat(refused("up", "--config=" + config)).startsWith("magpie: MAGPIE_BUILD:");
    }

    private String refused(String... arguments) throws IOException, InterruptedException {
        Path launcher = folder.resolve("magpie");
        if (!Files.exists(launcher)) {
            Files.copy(Checkout.launcher(), launcher);
        }
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MAGPIE_BUILD", "off");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        return said;
    }
}
