package magpie.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcTest {
    @Test
    void aCommandLineNamesNoFolderOfTheMachine() {
        Map.of(
                        "/opt/jdk/bin/java", "java",
                        "-XX:AOTCache=/srv/magpie/aot/1a.aot", "-XX:AOTCache=1a.aot",
                        "--limits=off", "--limits=off",
                        "magpie.app.Main", "magpie.app.Main")
                .forEach((word, shown) -> assertThat(Proc.withoutFolder(word)).isEqualTo(shown));
    }

    @Test
    void ofThisProcessItIsWhatRuns() {
        assertThat(Proc.of(ProcessHandle.current().pid()).commandLine().orElseThrow())
                .startsWith("java")
                .doesNotContain(System.getProperty("java.home"));
    }
}
