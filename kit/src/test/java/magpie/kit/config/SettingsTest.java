package magpie.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path folder;

    /** Settings of nothing in particular. */
    record Nest(
            @Setting(value = "4", min = 1, max = 9, help = "eggs")
            int eggCount,

            @Setting(value = "21d", help = "until they hatch")
            Duration brooding,

            @Setting(value = "off", help = "a roof") boolean roof,

            @Setting(
                    value = "twigs",
                    oneOf = {"twigs", "mud"},
                    help = "made of")
            String stuff,

            @Setting(value = "", help = "neighbours") List<String> neighbours) {}

    @Test
    void defaultsStandWhereNothingIsSet() {
        Settings settings = Settings.of(List.of(), Map.of());
        assertThat(settings.bind("nest", Nest.class))
                .isEqualTo(new Nest(4, Duration.ofDays(21), false, "twigs", List.of()));
        settings.finish();
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file = folder.resolve("magpie.conf");
        Files.writeString(file, "nest.egg-count = 1\nnest.stuff = mud\nnest.brooding = 2h\n");
        Settings settings = Settings.of(
                List.of("--config", file.toString(), "--nest.egg-count=3", "--nest.roof"),
                Map.of("MAGPIE_NEST_EGG_COUNT", "2", "MAGPIE_NEST_BROODING", "30s"));
        assertThat(settings.bind("nest", Nest.class))
                .isEqualTo(new Nest(3, Duration.ofHours(2), true, "mud", List.of()));
        settings.finish();
    }

    @Test
    void allMistakesAreReportedTogether() {
        Settings settings = Settings.of(
                List.of(
                        "--nest.egg-count",
                        "10",
                        "--nest.brooding=soon",
                        "--nest.stuff=gold",
                        "--egg-count=2",
                        "stray"),
                Map.of());
        settings.bind("nest", Nest.class);
        assertThatThrownBy(settings::finish)
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactlyInAnyOrder(
                                        "stray: a flag starts with --.",
                                        "nest.egg-count: 10 (expected: a whole number from 1 to 9).",
                                        "nest.brooding: soon (expected: a duration such as 500ms, 30s, 15m, 12h or 7d).",
                                        "nest.stuff: gold (expected: one of twigs, mud).",
                                        "egg-count: there is no such setting (did you mean nest.egg-count?)."));
    }

    @Test
    void aFileThatIsNotThereIsAMistake() {
        Settings settings =
                Settings.of(List.of("--config", folder.resolve("none").toString()), Map.of());
        assertThatThrownBy(settings::finish).hasMessageContaining("cannot be read");
    }

    /** A nap. */
    record Nap(
            @Setting(value = "20m", max = 1_800, help = "how long")
            Duration length) {}

    @Test
    void aDurationHasBoundsToo() {
        Settings settings = Settings.of(Map.of("nap.length", "2h"));
        settings.bind("nap", Nap.class);
        assertThatThrownBy(settings::finish).hasMessage("nap.length: 2h (expected: a duration from 0s to 30m).");
    }

    /** Things that have no bound of their own. */
    record Endless(
            @Setting(value = "1d", help = "how long") Duration length,

            @Setting(value = "1s", min = 1, help = "how short")
            Duration least,

            @Setting(value = "1", help = "how many") int count,

            @Setting(value = "1", max = 5_000_000_000L, help = "how large")
            long size) {}

    @Test
    void nothingIsEndless() {
        Settings settings = Settings.of(Map.of(
                "e.length", "110000000000d",
                "e.least", "999999999999999999999999999999ms",
                "e.count", "99999999999999999999",
                "e.size", "5000000001"));
        settings.bind("e", Endless.class);
        assertThatThrownBy(settings::finish)
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactly(
                                        "e.length: 110000000000d (expected: a duration from 0s to 3650d).",
                                        "e.least: 999999999999999999999999999999ms (expected: a duration from 1s to"
                                                + " 3650d).",
                                        "e.count: 99999999999999999999 (expected: a whole number from 0 to 2147483647).",
                                        "e.size: 5000000001 (expected: a whole number from 0 to 5000000000)."));
        assertThat(Settings.of(Map.of("e.size", "5000000000", "e.length", "3650d"))
                        .bind("e", Endless.class))
                .isEqualTo(new Endless(Duration.ofDays(3_650), Duration.ofSeconds(1), 1, 5_000_000_000L));
    }

    @Test
    void aFlagThatIsGivenTwiceWithDifferentValuesIsAMistake() {
        assertThatNoException().isThrownBy(finishing(List.of("--nest.egg-count=2", "--nest.egg-count", "2"), Map.of()));
        assertThatThrownBy(finishing(
                        List.of("--nest.egg-count=2", "--nest.roof", "--nest.egg-count", "3", "--nest.roof=off"),
                        Map.of()))
                .hasMessage("nest.egg-count: it is given twice, as 2 and as 3 (expected: once).\n"
                        + "nest.roof: it is given twice, as true and as off (expected: once).");
    }

    @Test
    void aFolderIsNoFileOfSettings() {
        assertThatThrownBy(finishing(List.of("--config", folder.toString()), Map.of()))
                .hasMessage("config: " + folder + " is a folder (expected: a file with settings).");
    }

    /** What another program is given. */
    record Handed(
            @Setting(value = "", form = Form.SETTING, help = "settings")
            List<String> set) {}

    @Test
    void settingsForAnotherProgramAreGivenOnce() {
        for (String twice : List.of("a=1,a=2", "a,a=off", "=1", "--a=1")) {
            Settings settings = Settings.of(Map.of("set", twice));
            settings.bind("", Handed.class);
            assertThatThrownBy(settings::finish).as(twice).hasMessageContaining("set: " + twice + " (expected: ");
        }
        Settings settings = Settings.of(Map.of("set", "limits=off,a=1,b=1,a=1"));
        settings.bind("", Handed.class);
        settings.finish();
        assertThat(ConfigOverlay.of(List.of("limits=off", "a=1", "limits=on"))).containsExactly("limits=on", "a=1");
    }

    /** An address that may say how to connect. */
    record Burrow(
            @Setting(
                    value = "127.0.0.1:1",
                    form = Form.ADDRESS,
                    schemes = {"mole", "mole+s"},
                    help = "where")
            List<String> tunnels) {}

    @Test
    void whereASchemeMayStandBeforeAnAddressThatOneAloneDoes() {
        Settings settings = Settings.of(Map.of("tunnels", "mole+s://a:1,b:2"));
        assertThat(settings.bind("", Burrow.class).tunnels()).containsExactly("mole+s://a:1", "b:2");
        settings.finish();
        for (String wrong : List.of("http://a:1", "mole://", "mole://a", "mole:a:1")) {
            Settings refused = Settings.of(Map.of("tunnels", wrong));
            refused.bind("", Burrow.class);
            assertThatThrownBy(refused::finish)
                    .hasMessageContaining(wrong + " should be host:port")
                    .hasMessageContaining(", or with mole:// before it).");
        }
    }

    /** Where its own settings stop and those of Kubernetes begin. */
    record Port(
            @Setting(value = "8080", max = 65_535, help = "port")
            int port,

            @Setting(value = "8081", max = 65_535, help = "another")
            int adminPort) {}

    @Test
    void whatKubernetesTellsOfServicesIsNoSetting() {
        Map<String, String> links = Map.ofEntries(
                Map.entry("MAGPIE_SERVICE_HOST", "10.0.0.11"),
                Map.entry("MAGPIE_SERVICE_PORT", "8080"),
                Map.entry("MAGPIE_SERVICE_PORT_HTTP", "8080"),
                Map.entry("MAGPIE_PORT", "tcp://10.0.0.11:8080"),
                Map.entry("MAGPIE_PORT_8080_TCP", "tcp://10.0.0.11:8080"),
                Map.entry("MAGPIE_PORT_8080_TCP_PROTO", "tcp"),
                Map.entry("MAGPIE_PORT_8080_TCP_PORT", "8080"),
                Map.entry("MAGPIE_PORT_8080_TCP_ADDR", "10.0.0.11"),
                Map.entry("MAGPIE_GATEWAY_SERVICE_HOST", "10.0.0.12"),
                Map.entry("MAGPIE_GATEWAY_PORT", "udp://10.0.0.12:80"),
                Map.entry("MAGPIE_ADMIN_PORT", "tcp://10.0.0.13:8081"),
                Map.entry("MAGPIE_GATEWAY_PORT_80_UDP", "udp://10.0.0.12:80"));
        Settings settings = Settings.of(List.of(), links);
        assertThat(settings.bind("", Port.class)).isEqualTo(new Port(8080, 8081));
        settings.finish();
        assertThat(Variables.misspelt(links)).isEmpty();

        Settings wrong = Settings.of(
                List.of(),
                Map.of("MAGPIE_PORT", "http://a", "MAGPIE_GATEWAY_PORT", "80", "MAGPIE_PORT_8080_TPC", "tcp://a:1"));
        wrong.bind("", Port.class);
        assertThatThrownBy(wrong::finish)
                .hasMessageContaining("port: http://a")
                .hasMessageContaining("MAGPIE_GATEWAY_PORT: there is no such variable")
                .hasMessageContaining("MAGPIE_PORT_8080_TPC: there is no such variable");
    }

    @Test
    void listsAreSplitAtCommas() {
        Settings settings = Settings.of(Map.of("nest.neighbours", "crow, jay ,"));
        assertThat(settings.bind("nest", Nest.class).neighbours()).containsExactly("crow", "jay");
    }

    private static ThrowableAssert.ThrowingCallable finishing(List<String> flags, Map<String, String> environment) {
        Settings settings = Settings.of(flags, environment);
        settings.bind("nest", Nest.class);
        return settings::finish;
    }

    @Test
    void aVariableThatNobodyKnowsIsAMistakeWithTheNearestName() {
        assertThatThrownBy(finishing(
                        List.of("--nest.roff"),
                        Map.of(
                                "MAGPIE_NEST_EGG_COUTN", "2",
                                "MAGPIE_ENGINS", "/tmp",
                                "magpie_nest_roof", "on",
                                "MAGPIE_WINGSPAN", "60",
                                "PATH", "/bin")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactlyInAnyOrder(
                                        "nest.roff: there is no such setting (did you mean nest.roof?).",
                                        "MAGPIE_NEST_EGG_COUTN: there is no such variable (did you mean"
                                                + " MAGPIE_NEST_EGG_COUNT?).",
                                        "MAGPIE_ENGINS: there is no such variable (did you mean MAGPIE_ENGINES?).",
                                        "magpie_nest_roof: there is no such variable (did you mean MAGPIE_NEST_ROOF?).",
                                        "MAGPIE_WINGSPAN: there is no such variable."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAGPIE_JAVA_OPTS",
                "MAGPIE_AOT",
                "MAGPIE_BUILD",
                "MAGPIE_ENGINES",
                "MAGPIE_CLUSTER",
                "MAGPIE_ENGINE_JAVA_OPTS",
                "MAGPIE_NEST_ROOF",
                "MAGPIES"
            })
    void whatTheLauncherGoesByIsNoMistake(String variable) {
        assertThatNoException().isThrownBy(finishing(List.of(), Map.of(variable, "off")));
        assertThat(Variables.misspelt(Map.of(variable, "off"))).isEmpty();
    }

    @Test
    void aCommandWithoutSettingsTellsNearMissesOfTheLaunchersVariablesAlone() {
        assertThat(Variables.misspelt(Map.of(
                        "MAGPIE_ENGNIES", "x", "MAGPIE_HOST", "x", "MAGPIE_PORT", "1", "MAGPIE_ENGINES_REDIS", "x")))
                .containsExactly("MAGPIE_ENGNIES: there is no such variable (did you mean MAGPIE_ENGINES?).");
    }

    @Test
    void theEnvironmentMayNameTheFile() throws IOException {
        Path file = folder.resolve("magpie.conf");
        Files.writeString(file, "nest.egg-count = 7\n");
        Settings settings = Settings.of(List.of(), Map.of("MAGPIE_CONFIG", file.toString()));
        assertThat(settings.bind("nest", Nest.class).eggCount()).isEqualTo(7);
        settings.finish();
    }

    @Test
    void aKeyThatIsInAFileTwiceAndAFileInAFileAreMistakes() throws IOException {
        Path file = folder.resolve("magpie.conf");
        Files.writeString(file, "nest.egg-count = 7\nconfig = other.conf\nnest.egg-count = 8\n");
        assertThatThrownBy(finishing(List.of("--config", file.toString()), Map.of()))
                .hasMessageContaining("nest.egg-count: it is in " + file + " twice")
                .hasMessageContaining("config: " + file + " names another file");
    }

    /** Two values that go together. */
    record Shift(
            @Setting(value = "1", help = "begin") int from,
            @Setting(value = "2", help = "end") int to,

            @Setting(value = "", form = Form.ADDRESS, help = "where")
            List<String> trees)
            implements Checked {
        @Override
        public List<String> mistakes() {
            return from < to ? List.of() : List.of("shift.to: it is before shift.from (expected: more).");
        }
    }

    @Test
    void whatDoesNotGoTogetherAndWhatHasAnotherFormIsToldWithTheRest() {
        Settings settings = Settings.of(Map.of("shift.from", "9", "shift.trees", "oak:1,elm", "shift.too", "1"));
        settings.bind("shift", Shift.class);
        assertThatThrownBy(settings::finish)
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.mistakes())
                                .containsExactly(
                                        "shift.trees: oak:1,elm (expected: elm should be host:port, for example"
                                                + " 127.0.0.1:9102).",
                                        "shift.to: it is before shift.from (expected: more).",
                                        "shift.too: there is no such setting (did you mean shift.to?)."));
    }
}
