package magpie.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import magpie.kit.engines.EnginesConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./magpie test} has started, as tests of other modules see it. */
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
        EnginesConfig config = engine.config();
        List<String> addresses = switch (name) {
            case "postgres" -> config.postgres();
            case "neo4j" -> config.neo4j();
            case "cassandra" -> config.cassandra();
            case "kafka" -> config.kafka();
            default -> config.redis();
        };
        assertThat(addresses).isEqualTo(engine.addresses());
        assertThat(engine.secrets().password(name)).isEqualTo(engine.password());
    }
}
