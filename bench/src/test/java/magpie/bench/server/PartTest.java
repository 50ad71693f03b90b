package magpie.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class PartTest {
    private static final String WORK = "for ((i = 0; i < 300000; i++)); do :; done";

    /** As PostgreSQL: what works is never the process that was started. */
    @ParameterizedTest
    @ValueSource(strings = {"bash -c '" + WORK + "'; echo done; read", "bash -c '" + WORK + "; echo done; read'; read"})
    void itsCpuIsThatOfItsChildrenTooOfThoseThatEndedAsWell(String script) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", script).start();
        try (BufferedReader said = process.inputReader()) {
            Part part = new Part("shell", process.pid(), null);
            assertThat(said.readLine()).isEqualTo("done");
            assertThat(part.cpu()).isGreaterThan(Duration.ofMillis(100));
            assertThat(process.info().totalCpuDuration().orElseThrow()).isLessThan(Duration.ofMillis(100));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
