package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import magpie.kit.config.ConfigException;
import org.junit.jupiter.api.Test;

/** The flags. */
class MainTest {
    @Test
    void defaultsAreAThousandUsersOnAServerOfOurOwn() {
        BenchConfig config = Main.config(List.of());
        assertThat(config.graph()).isNull();
        assertThat(config.url()).isEmpty();
        assertThat(config.connections()).isEqualTo(64);
        assertThat(config.seconds()).isEqualTo(30);
        assertThat(config.postsPerUser()).isEqualTo(10);
        assertThat(config.mistakes()).isEmpty();
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedAllAtOnce() {
        List<String> flags =
                List.of("--graph", "a.edges", "--users", "9", "--url", "http://127.0.0.1:8080", "--set=a=b");
        assertThatThrownBy(() -> Main.config(flags))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("graph:")
                .hasMessageContaining("url:")
                .hasMessageContaining("set, server-jvm:");
    }

    @Test
    void anUnknownFlagIsRefused() {
        assertThat(Main.run(List.of("feed", "--user", "10"))).isEqualTo(2);
        assertThat(Main.run(List.of("start"))).isEqualTo(2);
    }

    @Test
    void helpIsNoRun() {
        assertThat(Main.run(List.of("feed", "--help"))).isZero();
    }
}
