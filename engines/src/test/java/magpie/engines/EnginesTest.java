package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;

import magpie.kit.engines.EngineSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines that {@code ./magpie test} has started, as tests of other modules see them. */
@Tag("engines")
class EnginesTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "neo4j", "cassandra", "kafka", "redis"})
    void everyEngineIsThereAndWell(String name) {
        Engines engine = Engines.required(name);
        assertThat(engine.nodes()).isNotEmpty().allMatch(Engines::isWell);
        assertThat(engine.addresses()).hasSameSizeAs(engine.nodes()).allMatch(address -> address.startsWith("127."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "neo4j", "cassandra", "kafka", "redis"})
    void theSettingsNameThemAndTheirPasswords(String name) {
        Engines engine = Engines.required(name);
        assertThat(engine.settings()).containsEntry(name + ".addresses", String.join(",", engine.addresses()));
        assertThat(engine.access(Any.class).password(name)).isEqualTo(engine.password());
    }

    @EngineSettings(
            part = "any",
            passwords = {"postgres", "neo4j", "cassandra", "kafka", "redis"})
    record Any() {}
}
