package magpie.kit.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSecretsTest {
    private static final List<String> ENGINES = List.of("postgres", "neo4j", "cassandra", "redis", "sentinel");

    @TempDir
    Path folder;

    @Test
    void readsAPasswordForEachEngine() throws IOException {
        EngineSecrets secrets = EngineSecrets.load(file("rw-------", "postgres = 7d1f0c9aa4\nredis=e2b5c1d09f\n"));

        assertThat(secrets.password("postgres")).isEqualTo("7d1f0c9aa4");
        assertThat(secrets.password("redis")).isEqualTo("e2b5c1d09f");
        assertThat(secrets.password("neo4j")).isNull();
        assertThat(secrets.guessable(ENGINES)).isEmpty();
        assertThat(secrets.strangers(ENGINES)).isEmpty();
        assertThat(secrets.strangers(List.of("redis"))).containsExactly("postgres");
    }

    @Test
    void saysNoPasswordWhenItIsPrinted() throws IOException {
        assertThat(EngineSecrets.load(file("rw-------", "redis=e2b5c1d09f"))).hasToString("EngineSecrets[redis]");
    }

    @Test
    void knowsPasswordsThatEverybodyWouldTry() throws IOException {
        EngineSecrets secrets = EngineSecrets.load(
                file("rw-------", "postgres=postgres\nredis=ChangeMe\nneo4j=short\ncassandra=a7f09be4d1\n"));

        assertThat(secrets.guessable(ENGINES)).containsExactly("neo4j", "postgres", "redis");
    }

    /** An engine's default password is often its name. */
    @Test
    void knowsTheNamesOfAllEngines() throws IOException {
        EngineSecrets secrets = EngineSecrets.load(
                file("rw-------", "postgres=cassandra\nneo4j=neo4jneo4j\nredis=Postgres\nsentinel=postgres-7d1f\n"));

        assertThat(secrets.guessable(ENGINES)).containsExactly("neo4j", "postgres", "redis");
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
