package magpie.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTest {
    @Test
    void itIsTheShareOfWhatWasWanted() {
        Stolen before = Stolen.of("cpu  100 0 50 7000 30 0 0 10 0 0");
        Stolen after = Stolen.of("cpu  160 5 70 9000 90 3 2 20 0 0");
        assertThat(after.percentSince(before)).isEqualTo(10);
        assertThat(before.percentSince(before)).isZero();
    }
}
