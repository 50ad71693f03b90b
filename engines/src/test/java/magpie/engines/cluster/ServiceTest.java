package magpie.engines.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
    @ParameterizedTest
    @CsvSource({"2, 1, 2", "2, 3, 2", "2, 5, 1", "2, 45, 1", "8, 5, 4", "16, 10, 4", "64, 5, 26", "1, 5, 1"})
    void aJvmCountsOnTwiceItsShareOfTheCores(int cores, int processes, int expected) {
        assertThat(Service.cores(cores, processes)).isEqualTo(expected);
    }
}
