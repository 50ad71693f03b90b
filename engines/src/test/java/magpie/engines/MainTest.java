package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import magpie.engines.cluster.ClusterOptions;
import magpie.engines.node.EngineException;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.LogKeeper;
import magpie.engines.node.NodeProcess;
import magpie.kit.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are refused before anything starts. */
class MainTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "up --nodes 2",
                "up --nodes many",
                "up --noodles 3",
                "down --nodes 3",
                "status --xml",
                "restart",
                "restart kafka-1 kafka-2",
                "promote",
                "backup",
                "restore here there",
                "reset --all"
            })
    void wrongArgumentsAreRefused(String arguments) throws Exception {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --only mongo",
                "status",
                "restart kafka-1",
                "logs kafka-1",
                "promote postgres-2",
                "restore /nowhere/at/all"
            })
    void whatCannotBeDoneFails(String arguments) throws Exception {
        assertThat(run(arguments)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "reset", "help", "up --help"})
    void whereThereIsNothingThereIsNothingToDo(String arguments) throws Exception {
        assertThat(run(arguments)).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theFileOfTheClustersConfigIsForItsProcesses() throws Exception {
        Path file = Files.writeString(folder.resolve("magpie.conf"), "profile = cluster\n");
        assertThat(CommandLine.flags(List.of("--config", file.toString()), ClusterOptions.class)
                        .config())
                .isEqualTo(file);
    }

    @Test
    void aCertificateThatIsNotThereIsAMistake() {
        assertThatThrownBy(() -> CommandLine.flags(
                        List.of("--tls", folder.resolve("none.pem").toString()), ClusterOptions.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.pem cannot be read");
    }

    @Test
    void optionsAreReadAsTheyWereWritten() throws Exception {
        Home home = Home.at(folder, "cluster");
        ClusterOptions written = CommandLine.flags(List.of("--together", "post+feed+gateway"), ClusterOptions.class);
        written.writeTo(home);
        assertThat(ClusterOptions.in(home)).isEqualTo(written);
    }

    private int run(String arguments) throws Exception {
        return new Main(Home.at(folder, "engines"), folder.resolve("lib"), System.out)
                .run(List.of(arguments.split(" ")));
    }

    @Test
    void aTestWithoutItsEngineFails() {
        String before = System.getProperty("magpie.engines", "");
        System.setProperty("magpie.engines", folder.toString());
        try {
            assertThatThrownBy(() -> Engines.required("kafka"))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("There are no engines in " + folder + ". Start by ./magpie engines up.");
        } finally {
            System.setProperty("magpie.engines", before);
        }
    }

    @Test
    void nodesHaveAddressesOfTheirOwnAndPortsThatAreFree() throws Exception {
        Layout layout = Layout.make(3, folder.toString()).with(EngineSet.engines(0));
        assertThat(layout.nodes().stream()
                        .flatMap(node -> node.ports().keySet().stream().map(node::address)))
                .doesNotHaveDuplicates()
                .hasSize(3 * (1 + 2 + 2 + 1 + 1) + 2);
        assertThat(layout.toString()).doesNotContain(layout.secret());
        assertThat(layout.with(EngineSet.engines(0))).isEqualTo(layout);
    }

    @Test
    void everyEngineHasAPassword() throws Exception {
        Home home = Home.at(folder, "engines");
        Layout layout = Layout.make(3, folder.toString()).with(EngineSet.engines(0));
        home.writeConfig(layout);
        for (String engine : List.of("postgres", "neo4j", "cassandra", "kafka", "redis", "sentinel")) {
            assertThat(folder.resolve("secrets")).content().contains(engine + " = " + layout.secret());
        }
    }

    @Test
    void aLogThatIsLongIsCutAndGoesOn() throws Exception {
        Home home = Home.at(folder, "engines");
        NodeProcess node = new NodeProcess(Files.createDirectories(folder.resolve("nodes/chatter-1")));
        node.start(List.of("sh", "-c", "while sleep 0.01; do echo a line that says nothing much; done"));
        try {
            LogKeeper keeper = new LogKeeper(home, 1_000, 1);
            keeper.start();
            keeper.start();
            Path before = folder.resolve("nodes/chatter-1/log.1");
            Rig.await(() -> Files.exists(before) && Files.size(before) > 1_000);
            byte[] first = Files.readAllBytes(before);
            Rig.await(() -> Files.size(node.log()) > 0 && Files.size(before) > 0);
            Files.delete(before);
            Rig.await(() -> Files.exists(before) && Files.size(before) > 1_000);
            assertThat(Files.size(before)).isLessThan(20L * first.length);
            assertThat(Files.readString(before)).startsWith("a line").doesNotContain("\0");
        } finally {
            node.kill();
        }
        NodeProcess watching = new NodeProcess(folder.resolve("logs"));
        Rig.await(() -> watching.running().isEmpty());
    }

    @Test
    void somebodyElsesProcessIsNotTakenForANode() throws Exception {
        NodeProcess node = new NodeProcess(folder);
        node.start(List.of("sleep", "60"));
        long pid = node.running().orElseThrow().pid();
        Path file = folder.resolve("pid");
        String written = Files.readString(file);
        Files.writeString(file, pid + " " + (Long.parseLong(written.substring(written.indexOf(' ') + 1)) - 10_000));
        assertThat(node.running()).isEmpty();
        Files.writeString(file, written);
        node.kill();
        assertThat(node.running()).isEmpty();
    }
}
