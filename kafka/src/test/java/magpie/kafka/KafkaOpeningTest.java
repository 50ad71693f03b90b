package magpie.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import magpie.kit.StartException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engines")
class KafkaOpeningTest {
    @TempDir
    Path folder;

    /** Failures that waiting would not fix. */
    @Test
    void aWrongPasswordStopsTheStart() throws IOException {
        Path file = Files.createFile(
                folder.resolve("secrets"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "kafka = quite another \"one\" \\\\\n");
        Map<String, String> wrong = Map.of("engines.secrets", file.toString());
        assertThatThrownBy(() -> KafkaFixture.open("test-refused-", wrong, new SimpleMeterRegistry()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("engines.secrets");
    }
}
