package magpie.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import magpie.chaos.Schedule.Step;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final List<Fault> KINDS = Arrays.asList(Fault.values());
    private static final List<String> NODES = List.of("post-1", "post-2", "kafka-1");

    @Test
    void aSeedGivesTheSameFaultsAgain() {
        assertThat(Schedule.of(7, 50, KINDS, NODES)).isEqualTo(Schedule.of(7, 50, KINDS, NODES));
        assertThat(Schedule.of(7, 50, KINDS, NODES)).isNotEqualTo(Schedule.of(8, 50, KINDS, NODES));
    }

    @Test
    void everyNodeMeetsEveryFault() {
        List<Step> steps = Schedule.of(7, 500, KINDS, NODES).steps();
        assertThat(steps).hasSize(500);
        assertThat(steps.stream().distinct()).hasSize(KINDS.size() * NODES.size());
    }
}
