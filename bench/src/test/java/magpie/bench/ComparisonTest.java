package magpie.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import magpie.bench.report.Figure;
import magpie.bench.report.Figure.Better;
import org.junit.jupiter.api.Test;

/** What counts as better or worse. */
class ComparisonTest {
    @Test
    void repeatsThatOverlapAreNoise() {
        assertThat(verdict(less(10, 12), less(11, 15))).isEmpty();
        assertThat(verdict(less(10, 12), less(13, 15))).isEqualTo("WORSE");
        assertThat(verdict(less(10, 12), less(8, 9))).isEqualTo("better");
    }

    @Test
    void moreOfAThroughputIsBetter() {
        assertThat(verdict(more(10, 12), more(13, 15))).isEqualTo("better");
        assertThat(verdict(more(10, 12), more(8, 9))).isEqualTo("WORSE");
    }

    @Test
    void withoutRepeatsATenthMustDo() {
        assertThat(verdict(less(100), less(109))).isEmpty();
        assertThat(verdict(less(100), less(111))).isEqualTo("WORSE");
    }

    @Test
    void circumstancesAreNeither() {
        Figure before = new Figure("posts a page", "", Better.NEITHER, List.of(20.0));
        Figure after = new Figure("posts a page", "", Better.NEITHER, List.of(10.0));
        assertThat(verdict(before, after)).isEmpty();
    }

    @Test
    void onlyWhatIsInBothIsCompared() {
        Figure other = new Figure("other", "ms", Better.LESS, List.of(1.0));
        Comparison comparison = Comparison.of(List.of(less(10), other), List.of(less(20)));
        assertThat(comparison.rows()).hasSize(1);
        assertThat(comparison.anyWorse()).isTrue();
        assertThat(comparison.text()).containsPattern("read +ms +10\\.0 +20\\.0 +2\\.00 +WORSE");
    }

    private static String verdict(Figure before, Figure after) {
        return Comparison.of(List.of(before), List.of(after)).rows().getFirst().verdict();
    }

    private static Figure less(double... values) {
        return new Figure(
                "read", "ms", Better.LESS, Arrays.stream(values).boxed().toList());
    }

    private static Figure more(double... values) {
        return new Figure(
                "read", "/s", Better.MORE, Arrays.stream(values).boxed().toList());
    }
}
