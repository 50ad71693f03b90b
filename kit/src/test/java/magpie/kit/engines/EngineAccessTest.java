package magpie.kit.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.kit.config.ConfigException;
import magpie.kit.config.Setting;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAccessTest {
    @EngineSettings(
            part = "rookery",
            passwords = {"rookery", "warden"})
    record Rookery(@Setting(value = "oak", help = "where") String tree) {}

    @EngineSettings(
            part = "burrow",
            passwords = {})
    record Burrow(@Setting(value = "1", help = "how deep") int depth) {}

    record Plain(@Setting(value = "1", help = "a number") int number) {}

    @TempDir
    Path folder;

    @Test
    void eachAdapterHasItsSettingsAndItsPasswords() throws IOException {
        Settings settings = settings("rookery = 7d1f0c9aa4\n", Map.of("rookery.tree", "elm", "burrow.depth", "3"));
        EngineAccess engines = EngineAccess.of(settings, List.of(Rookery.class, Burrow.class));
        settings.finish();

        assertThat(engines.settings(Rookery.class).tree()).isEqualTo("elm");
        assertThat(engines.settings(Burrow.class).depth()).isEqualTo(3);
        assertThat(engines.password("rookery")).isEqualTo("7d1f0c9aa4");
        assertThat(engines.password("warden")).isNull();
        assertThat(engines.toString()).contains("elm").doesNotContain("7d1f0c9aa4");
    }

    @Test
    void withoutAFileNobodyHasAPassword() {
        Settings settings = Settings.of(Map.of());
        assertThat(EngineAccess.of(settings, List.of(Rookery.class)).password("rookery"))
                .isNull();
        settings.finish();
    }

    @Test
    void whatIsWrongWithTheFileIsToldWithTheRest() throws IOException {
        Settings settings = settings("rookery = rookery\nmagpies = 7d1f0c9aa4\n", Map.of("burrow.depth", "deep"));
        EngineAccess.of(settings, List.of(Rookery.class, Burrow.class));

        assertThatThrownBy(settings::finish)
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.mistakes())
                                .anySatisfy(line -> assertThat(line).startsWith("burrow.depth: deep"))
                                .contains(
                                        "engines.secrets: the password of rookery is one that everybody would try"
                                                + " (expected: 8 random characters or more).",
                                        "engines.secrets: magpies is no engine (expected: one of rookery, warden)."));
    }

    @Test
    void aFileThatIsNotThereIsAMistake() {
        Settings settings = Settings.of(Map.of("engines.secrets", "nowhere"));
        EngineAccess.of(settings, List.of(Rookery.class));

        assertThatThrownBy(settings::finish).hasMessageContaining("engines.secrets: nowhere cannot be read");
    }

    @Test
    void whoAsksForWhatTheirModuleDoesNotNameIsToldSo() {
        EngineAccess engines = EngineAccess.of(Settings.of(Map.of()), List.of(Rookery.class));

        assertThatThrownBy(() -> engines.settings(Burrow.class)).hasMessageContaining("RoleModule.engines");
        assertThatThrownBy(() -> engines.password("burrow")).hasMessageContaining("one of [rookery, warden]");
        assertThatThrownBy(() -> EngineAccess.of(Settings.of(Map.of()), List.of(Plain.class)))
                .hasMessageContaining("@EngineSettings");
    }

    private Settings settings(String secrets, Map<String, String> others) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), secrets);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> settings = new HashMap<>(others);
        settings.put("engines.secrets", file.toString());
        return Settings.of(settings);
    }
}
