package magpie.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it asks of the launcher, which here is a script that knows two nodes. */
class ClusterTargetTest {
    private static final String SCRIPT = """
            #!/bin/sh
            cd "$(dirname "$0")"
            case "$*" in
              'engines status --json')
                echo '[{"name": "kafka-1", "node": 1, "pid": 0, "address": "127.0.0.1:9092", "health": "stopped"}]' ;;
              'cluster status --json')
                echo '[{"name": "feed-2", "node": 2, "pid": 77, "address": "127.0.0.2:1", "role": "", "health": "ok"}]' ;;
              *'restart kafka-1' | *'restart feed-2') echo "$*" >>asked ;;
              *) exit 1 ;;
            esac
            """;

    @TempDir
    Path folder;

    @Test
    void nodesOfBothCommandsAreKnownAndRestartedByTheirOwn() throws Exception {
        try (ClusterTarget target = new ClusterTarget(launcher(), "http://127.0.0.1:1")) {
            assertThat(target.nodes())
                    .containsExactly(
                            new NodeStatus("kafka-1", 0, "127.0.0.1:9092", "stopped"),
                            new NodeStatus("feed-2", 77, "127.0.0.2:1", "ok"));
            target.restart("kafka-1");
            target.restart("feed-2");
            assertThat(folder.resolve("asked")).hasContent("engines restart kafka-1\ncluster restart feed-2\n");
            assertThatThrownBy(() -> target.restart("redis-1")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNodeThatIsNotWellAndABalancerThatIsAwayAreAilments() throws Exception {
        try (ClusterTarget target = new ClusterTarget(launcher(), "http://127.0.0.1:1");
                Breaker breaker = new Breaker(target, complaint -> {})) {
            assertThat(breaker.ailment()).contains("kafka-1: stopped");
            assertThatThrownBy(() -> breaker.strike(Fault.KILL, "kafka-1", Duration.ZERO))
                    .isInstanceOf(IOException.class)
                    .hasMessage("kafka-1 does not run: stopped");
            assertThat(Readiness.of(target)).startsWith("/health/ready does not answer");
        }
    }

    private String launcher() throws IOException {
        Path script = folder.resolve("magpie");
        Files.writeString(script, SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script.toString();
    }
}
