package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadsTest {
    private static final CassandraTuning TUNING = CassandraTuning.standard(100);

    @ParameterizedTest(name = "quiet for {0}: {1}")
    @CsvSource({
        "PT0S, PT0.5S",
        "PT9.999S, PT0.5S",
        "PT10S, PT2.5S",
        "PT1M, PT15S",
        "PT3M59S, PT59.75S",
        "PT4M, PT1M",
        "PT24H, PT1M"
    })
    void aPostIsRememberedForAQuarterOfTheTimeThatItWasQuiet(Duration quiet, Duration age) {
        assertThat(Heads.age(TUNING, quiet.toNanos())).isEqualTo(age);
    }
}
