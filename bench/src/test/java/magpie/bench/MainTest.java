package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.bench.command.Flags;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.report.ResultsConfig;
import magpie.bench.server.ClusterConfig;
import magpie.bench.server.TargetConfig;
import magpie.kit.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The flags. */
class MainTest {
    private static final List<Class<? extends Record>> CONFIGS =
            List.of(FeedConfig.class, NetworkConfig.class, TargetConfig.class, ResultsConfig.class);

    @Test
    void defaultsAreAThousandUsersOnAServerOfOurOwn() throws Exception {
        Flags flags = Flags.of("feed", List.of(), CONFIGS);
        NetworkConfig network = flags.get(NetworkConfig.class);
        TargetConfig target = flags.get(TargetConfig.class);
        assertThat(network.graph()).isNull();
        assertThat(network.postsPerUser()).isEqualTo(10);
        assertThat(network.network().users()).isEqualTo(1_000);
        assertThat(target.runs()).isFalse();
        assertThat(target.connections()).isEqualTo(64);
        assertThat(flags.get(FeedConfig.class).repeat()).isEqualTo(3);
        assertThat(flags.get(FeedConfig.class).model()).containsExactly("hybrid");
        assertThat(flags.values()).containsEntry("seconds", "30").containsEntry("json", "auto");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedAllAtOnce() {
        NetworkConfig network = Flags.of("", List.of("--graph", "a.edges", "--users", "9"), CONFIGS)
                .get(NetworkConfig.class);
        TargetConfig target = Flags.of("", List.of("--url", "http://127.0.0.1:8080", "--set=a=b"), CONFIGS)
                .get(TargetConfig.class);
        assertThatThrownBy(() -> Flags.refuse(network.mistakes(), target.mistakes()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("graph:")
                .hasMessageContaining("url:")
                .hasMessageContaining("set, server-jvm:");
    }

    @Test
    void aClusterIsStartedHereAndItsFlagsAreNobodyElses() {
        List<Class<? extends Record>> configs = List.of(TargetConfig.class, ClusterConfig.class);
        Flags running = Flags.of("", List.of("--cluster", "--url", "http://127.0.0.1:8080"), configs);
        assertThat(running.get(ClusterConfig.class).mistakes(running.get(TargetConfig.class)))
                .singleElement()
                .asString()
                .contains("cluster:");
        Flags alone = Flags.of("", List.of("--instances", "2"), configs);
        assertThat(alone.get(ClusterConfig.class).mistakes(alone.get(TargetConfig.class)))
                .singleElement()
                .asString()
                .contains("--cluster too");
        Flags both = Flags.of("", List.of("--cluster", "--instances", "2"), configs);
        assertThat(both.get(ClusterConfig.class).mistakes(both.get(TargetConfig.class)))
                .isEmpty();
    }

    @Test
    void theAdminTokenGoesIntoNoResults() {
        Flags flags = Flags.of("feed", List.of("--admin-token", "s3cret", "--seed", "7"), CONFIGS);
        assertThat(flags.get(TargetConfig.class).adminToken()).isEqualTo("s3cret");
        assertThat(flags.command()).isEqualTo("./magpie bench feed --admin-token … --seed 7");
        assertThat(flags.values().toString()).doesNotContain("s3cret").contains("seed=7");
    }

    @Test
    void modelsAreSomeOfThree() {
        FeedConfig all =
                Flags.of("", List.of("--model", "push,pull,hybrid"), CONFIGS).get(FeedConfig.class);
        assertThat(all.mistakes(true)).isEmpty();
        assertThat(all.mistakes(false)).singleElement().asString().contains("when the server starts");
        assertThat(Flags.of("", List.of("--model", "both"), CONFIGS)
                        .get(FeedConfig.class)
                        .mistakes(true))
                .singleElement()
                .asString()
                .startsWith("model: both");
        assertThat(FeedConfig.settings("push")).singleElement().asString().contains("threshold=2147483647");
        assertThat(FeedConfig.settings("hybrid")).isEmpty();
    }

    @Test
    void anUnknownFlagOrBenchIsRefused() {
        assertThat(Main.run(List.of("feed", "--user", "10"))).isEqualTo(2);
        assertThat(Main.run(List.of("begin"))).isEqualTo(2);
        assertThat(Main.run(List.of("compare", "a.json"))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feed", "growth", "start", "memory", "overload", "soak", "capacity", "compare"})
    void helpIsNoRun(String bench) {
        assertThat(Main.run(List.of(bench, "--help"))).isZero();
    }
}
