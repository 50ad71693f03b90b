package magpie.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.chaos.ChaosConfig;
import magpie.chaos.ChaosOutcome;
import magpie.chaos.ChaosRun;
import magpie.chaos.Statistics.Row;
import magpie.chaos.fault.EmbeddedTarget;
import magpie.kit.config.Settings;
import magpie.tests.program.RealInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./magpie chaos}, on one process with every role and small windows. */
class ChaosTest {
    private static final List<String> SMALL = List.of(
            "--feed.window=100",
            "--feed.step=4",
            "--feed.pull-margin=0s",
            "--feed.cached-posts=200",
            "--graph.celebrity-threshold=9",
            "--gateway.access-log=off",
            "--log-level=warn");

    /** This seed gives three kills and two pauses. */
    private static final Map<String, String> SHORT = Map.of(
            "faults", "5",
            "kinds", "kill,pause",
            "between", "1s",
            "down", "1s",
            "shortest-pause", "1s",
            "longest-pause", "2s",
            "after", "1s",
            "rate", "200",
            "seed", "3");

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostWhileTheProcessIsKilledAndPaused() throws Exception {
        ChaosConfig config = Settings.of(SHORT).bind("", ChaosConfig.class);
        try (EmbeddedTarget target = EmbeddedTarget.start(RealInstance.command(), folder.resolve("data"), SMALL)) {
            ChaosOutcome outcome = new ChaosRun(config, config.seed(), target, System.out::println).run();
            System.out.println(outcome.report());
            assertThat(outcome.violations()).isEmpty();
            assertThat(outcome.faults()).isEqualTo(5);
            assertThat(outcome.acknowledged()).isGreaterThan(50);
            assertThat(rows(outcome, "kill").stream().mapToLong(row -> row.attempts() - row.succeeded()))
                    .as("attempts that failed while it was dead: without any it was not")
                    .anyMatch(failed -> failed > 0);
            assertThat(rows(outcome, "pause").stream().mapToLong(Row::longestGapMillis))
                    .as("gaps while it was paused: without any it was not")
                    .allMatch(gap -> gap >= 900);
            assertThat(rows(outcome, "none").stream().mapToLong(Row::succeeded).sum())
                    .as("successes while it was whole")
                    .isPositive();
        }
    }

    private static List<Row> rows(ChaosOutcome outcome, String fault) {
        return outcome.statistics().rows().stream()
                .filter(row -> row.spell().fault().equals(fault))
                .toList();
    }
}
