package magpie.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import magpie.engines.cluster.Fleet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it knows of two sets, of one node each that does not run, and asks of the launcher, which here is a script. */
class ClusterTargetTest {
    private static final String SCRIPT = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >>asked
            """;
    private static final String SET = """
            {"asked": 1, "id": "id", "secret": "secret", "lib": "lib", "nodes": [
              {"engine": "%s", "number": %d, "host": "127.0.0.%d", "ports": {"clients": %d, "controllers": 1}}]}
            """;

    @TempDir
    Path folder;

    @Test
    void nodesOfBothCommandsAreKnownAndRestartedByTheirOwn() throws Exception {
        try (ClusterTarget target = target()) {
            assertThat(target.nodes())
                    .containsExactly(
                            new NodeStatus("kafka-1", 0, "127.0.0.1:9092", "stopped"),
                            new NodeStatus("feed-2", 0, "127.0.0.2:77", "stopped"));
            target.restart("kafka-1");
            target.restart("feed-2");
            assertThat(folder.resolve("asked")).hasContent("engines restart kafka-1\ncluster restart feed-2\n");
            assertThatThrownBy(() -> target.restart("redis-1")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNodeThatIsNotWellAndABalancerThatIsAwayAreAilments() throws Exception {
        try (ClusterTarget target = target();
                Breaker breaker = new Breaker(target, complaint -> {})) {
            assertThat(breaker.ailment()).contains("kafka-1: stopped");
            assertThatThrownBy(() -> breaker.strike(Fault.KILL, "kafka-1", Duration.ZERO))
                    .isInstanceOf(IOException.class)
                    .hasMessage("kafka-1 does not run: stopped");
            assertThat(Readiness.of(target)).startsWith("/health/ready does not answer");
        }
    }

    private ClusterTarget target() throws IOException {
        Path script = folder.resolve("magpie");
        Files.writeString(script, SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path engines = Files.createDirectories(folder.resolve("engines"));
        Files.writeString(engines.resolve("engines.json"), SET.formatted("kafka", 1, 1, 9092));
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("cluster.json"), SET.formatted("feed", 2, 2, 77));
        Files.writeString(cluster.resolve("options.json"), """
                {"instances": 2, "together": [], "port": 8080, "balance": "roundrobin", "set": [], "javaOptions": ""}
                """);
        return new ClusterTarget(script.toString(), Fleet.at(engines, cluster), "http://127.0.0.1:1");
    }
}
