package magpie.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import magpie.chaos.ChaosConfig;
import magpie.chaos.fault.Schedule.Step;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<Fault> KINDS = Arrays.asList(Fault.values());
    private static final List<String> NODES = List.of("post-1", "post-2", "kafka-1");

    @Test
    void aSeedGivesTheSameFaultsAgain() {
        assertThat(of(7, 50)).isEqualTo(of(7, 50));
        assertThat(of(7, 50)).isNotEqualTo(of(8, 50));
    }

    @Test
    void everyNodeMeetsEveryFault() {
        List<Step> steps = of(7, 500).steps();
        assertThat(steps).hasSize(500);
        assertThat(steps.stream().map(step -> step.fault() + step.node()).distinct())
                .hasSize(KINDS.size() * NODES.size());
    }

    @Test
    void pausesAreOfAllLengthsAndTheOthersOfOne() {
        List<Step> steps = of(7, 500).steps();
        assertThat(steps)
                .filteredOn(step -> step.fault() != Fault.PAUSE)
                .allMatch(step -> step.down().equals(Duration.ofSeconds(5)));
        assertThat(steps)
                .filteredOn(step -> step.fault() == Fault.PAUSE)
                .extracting(step -> step.down().toSeconds())
                .allMatch(seconds -> seconds >= 8 && seconds <= 35)
                .anyMatch(seconds -> seconds < 10)
                .anyMatch(seconds -> seconds > 15 && seconds < 25)
                .anyMatch(seconds -> seconds > 30);
    }

    private static Schedule of(long seed, int faults) {
        ChaosConfig config = Settings.of(Map.of()).bind("", ChaosConfig.class);
        return Schedule.of(seed, faults, KINDS, NODES, config::down);
    }
}
