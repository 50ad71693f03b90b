package magpie.graph;

import static magpie.graph.GraphStoreContract.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import magpie.api.Code;
import magpie.api.FieldError;
import magpie.api.ServiceException;
import magpie.api.graph.Pair;
import magpie.kit.config.Settings;
import org.junit.jupiter.api.Test;

class RequestRulesTest {
    @Test
    void theDefaultsAreThese() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.bind("graph", GraphConfig.class))
                .isEqualTo(new GraphConfig(10_000, 80, 5_000, 5_000, 10_000, 4_000_000, Duration.ofDays(7)));
        settings.finish();
    }

    @Test
    void aPairIsOfTwoAccounts() {
        assertThatCode(() -> RequestRules.checkPair(new Pair(1, 2))).doesNotThrowAnyException();
        refuses(Code.INVALID_VALUE, () -> RequestRules.checkPair(new Pair(1, 1)));
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> RequestRules.checkPair(new Pair(0, -1)))
                .satisfies(e ->
                        assertThat(e.errors()).extracting(FieldError::field).containsExactly("actorId", "targetId"));
    }
}
