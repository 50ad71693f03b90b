package magpie.tests.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import magpie.app.node.Modules;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.Node;
import magpie.engines.node.ServerKind;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only adapters, and the commands that start engines, know engines by name. */
class EnginesArchitectureTest {
    private final List<Class<? extends Record>> records = Modules.settings().values().stream()
            .filter(record -> record.isAnnotationPresent(EngineSettings.class))
            .toList();

    private final List<String> names = records.stream()
            .flatMap(record -> Arrays.stream(EngineAccess.engine(record).passwords()))
            .toList();

    @TempDir
    Path folder;

    @Test
    void theMachineRoomNamesNone() {
        assertThat(names).contains("postgres", "kafka", "sentinel");
        assertThat(Documents.mainSources())
                .filteredOn(source -> source.path().startsWith("kit"))
                .hasSizeGreaterThan(100)
                .allSatisfy(source -> assertThat(source.text().toLowerCase(Locale.ROOT))
                        .as(source.toString())
                        .doesNotContain(names));
    }

    /** No compiler compares what a command writes for the program with the records of the adapters. */
    @Test
    void theSettingsOfAStartedSetAreThoseThatAdaptersRead() throws IOException {
        List<Node> nodes = names.stream()
                .map(name -> new Node(name, 1, "127.0.0.1", Map.of(ServerKind.CLIENTS, 1)))
                .toList();
        Layout set = new Layout(1, "id", "7d1f0c9aa4", folder.toString(), nodes);
        Home home = Home.at(folder, "engines");
        home.writeConfig(set);

        Settings settings = Settings.of(List.of("--config=" + home.config()), Map.of());
        Modules.settings().forEach((part, record) -> settings.bind(part, record));
        EngineAccess engines = EngineAccess.of(settings, records);
        settings.finish();
        assertThat(names).allSatisfy(name -> assertThat(engines.password(name)).isEqualTo(set.secret()));
    }
}
