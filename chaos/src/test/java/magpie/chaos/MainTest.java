package magpie.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import magpie.chaos.fault.Fault;
import magpie.chaos.fault.NodeStatus;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void helpIsNoFailureAndWrongFlagsAreWrong() {
        assertThat(Main.run(List.of("--help"))).isZero();
        assertThat(Main.run(List.of("--fualts", "3"))).isEqualTo(2);
        assertThat(Main.run(List.of("--kinds", "kill,bury"))).isEqualTo(2);
        assertThat(Main.run(List.of("--people", "10", "--writers", "4"))).isEqualTo(2);
        assertThat(Main.run(List.of("--url", "somewhere"))).isEqualTo(2);
        assertThat(Main.run(List.of("--shortest-pause", "9s", "--longest-pause", "8s")))
                .isEqualTo(2);
    }

    @Test
    void aNetworkThatIsAwayFailsTheRun() {
        assertThat(Main.run(List.of())).as("no launcher").isEqualTo(1);
    }

    @Test
    void theDefaultsAreGood() {
        assertThat(config(Map.of()).mistakes()).isEmpty();
        assertThat(config(Map.of()).faultKinds()).contains(Fault.KILL, Fault.PAUSE, Fault.RESTART);
    }

    @Test
    void aNodeIsMeantByItsNameOrItsKind() {
        ChaosConfig config = config(Map.of("only", "kafka,post-2"));
        assertThat(List.of("kafka-1", "kafka-3", "post-2"))
                .allSatisfy(name -> assertThat(config.hits(node(name))).isTrue());
        assertThat(List.of("post-1", "post-22", "redis-1", "kafkaesque"))
                .allSatisfy(name -> assertThat(config.hits(node(name))).isFalse());
        assertThat(config(Map.of()).hits(node("proxy-1"))).isFalse();
        assertThat(config(Map.of()).hits(node("gateway-1"))).isTrue();
    }

    private static NodeStatus node(String name) {
        return new NodeStatus(name, 1, "127.0.0.1:1", NodeStatus.OK);
    }

    private static ChaosConfig config(Map<String, String> values) {
        Settings settings = Settings.of(values);
        ChaosConfig config = settings.bind("", ChaosConfig.class);
        settings.finish();
        return config;
    }
}
