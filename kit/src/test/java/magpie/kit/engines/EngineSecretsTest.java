package magpie.kit.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSecretsTest {
    @TempDir
    Path folder;

    @Test
    void readsAPasswordForEachEngine() throws IOException {
        EngineSecrets secrets = EngineSecrets.load(file("rw-------", "postgres = 7d1f0c9aa4\nredis=e2b5c1d09f\n"));

        assertThat(secrets.password("postgres")).isEqualTo("7d1f0c9aa4");
        assertThat(secrets.password("redis")).isEqualTo("e2b5c1d09f");
        assertThat(secrets.password("neo4j")).isNull();
        assertThat(secrets.guessable()).isEmpty();
    }

    @Test
    void saysNoPasswordWhenItIsPrinted() throws IOException {
        assertThat(EngineSecrets.load(file("rw-------", "redis=e2b5c1d09f"))).hasToString("EngineSecrets[redis]");
    }

    @Test
    void knowsPasswordsThatEverybodyWouldTry() throws IOException {
        EngineSecrets secrets = EngineSecrets.load(
                file("rw-------", "postgres=postgres\nredis=ChangeMe\nneo4j=short\ncassandra=a7f09be4d1\n"));

        assertThat(secrets.guessable()).containsExactly("neo4j", "postgres", "redis");
    }

    @Test
    void refusesAFileThatOthersMayRead() throws IOException {
        Path open = file("rw-r-----", "redis=e2b5c1d09f");

        assertThatThrownBy(() -> EngineSecrets.load(open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> EngineSecrets.load(folder.resolve("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }

    private Path file(String permissions, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("secrets"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
