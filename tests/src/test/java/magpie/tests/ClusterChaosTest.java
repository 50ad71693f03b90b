package magpie.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import magpie.chaos.ChaosConfig;
import magpie.chaos.ChaosOutcome;
import magpie.chaos.ChaosRun;
import magpie.chaos.ClusterTarget;
import magpie.engines.Engines;
import magpie.engines.Fleet;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The short form of {@code ./magpie chaos} on the cluster product, as a person runs it: two processes of every role behind
 * HAProxy, and the engines of the test run, of which there is one each. So an engine that is killed is away altogether.
 */
@Tag("engines")
class ClusterChaosTest {
    private Path folder;
    private Path command;

    @BeforeEach
    void up() throws Exception {
        folder = Files.createTempDirectory("magpie-cluster");
        Path launcher = StagedDist.in(folder);
        command = folder.resolve("with-settings");
        Files.writeString(command, """
                #!/bin/sh
                export JAVA_HOME='%s' MAGPIE_ENGINES='%s' MAGPIE_CLUSTER='%s'
                export MAGPIE_JAVA_OPTS="-Xmx256m -XX:TieredStopAtLevel=1"
                exec '%s' "$@"
                """.formatted(
                        System.getProperty("java.home"), Engines.folder(), folder.resolve("cluster"), launcher));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        cluster("up", "--instances", "2", "--port", "0", "--set", "limits=off,feed.window=100");
    }

    @AfterEach
    void down() throws Exception {
        cluster("reset");
        World.deleteTree(folder);
    }

    @Test
    void nothingAcknowledgedIsLostWhileEnginesAndInstancesAreKilledAndPaused() throws Exception {
        ChaosOutcome outcome = run("kill", 6, "redis,kafka,cassandra,feed-1,gateway-2,post-1,graph-1");
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.faults()).isEqualTo(6);
        assertThat(outcome.acknowledged()).isGreaterThan(50);
    }

    private ChaosOutcome run(String kinds, int faults, String nodes) throws Exception {
        Fleet fleet = Fleet.at(Engines.folder(), folder.resolve("cluster"));
        String url = "http://" + proxy(fleet).address();
        try (ClusterTarget target = new ClusterTarget(command.toString(), fleet, url)) {
            ChaosConfig config = Settings.of(Map.of(
                            "url", url,
                            "faults", "" + faults,
                            "kinds", kinds,
                            "only", nodes,
                            "between", "1s",
                            "down", "2s",
                            "after", "1s",
                            "rate", "30",
                            "seed", "1"))
                    .bind("", ChaosConfig.class);
            ChaosOutcome outcome = new ChaosRun(config, config.seed(), target, System.out::println).run();
            System.out.println(outcome.report());
            return outcome;
        }
    }

    private static Fleet.Member proxy(Fleet fleet) throws IOException, InterruptedException {
        return fleet.members().stream()
                .filter(member -> member.name().startsWith("proxy-"))
                .findFirst()
                .orElseThrow();
    }

    private void cluster(String... arguments) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(List.of(command.toString(), "cluster"));
        all.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(all).inheritIO().start().waitFor())
                .as(String.join(" ", arguments))
                .isZero();
    }
}
