package magpie.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import magpie.bench.drive.Failures;
import magpie.bench.drive.Kind;
import magpie.bench.drive.Stage;
import magpie.bench.drive.Tally;
import magpie.bench.machine.Machine;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import org.junit.jupiter.api.Test;

/** From figures to what people and programs read. */
class OutcomeTest {
    private final Failures failures = new Failures();

    @Test
    void aFigureIsTheMedianOfItsRepeats() {
        Figure figure = figures(30, 10, 20).list().getFirst();
        assertThat(figure.median()).isEqualTo(20);
        assertThat(figure.min()).isEqualTo(10);
        assertThat(figure.max()).isEqualTo(30);
        assertThat(Statistics.median(1, 2, 3, 10)).isEqualTo(2.5);
        assertThat(Statistics.median()).isNaN();
    }

    @Test
    void whatThereIsNothingToDivideByForIsNoFigure() {
        assertThat(figures(0.0 / 0, 1.0 / 0).list()).isEmpty();
    }

    @Test
    void theTableHasLeastAndMost() {
        String text = OutcomeText.of(
                outcome(List.of(new Column("hybrid", figures(30, 10, 20).list()))));
        assertThat(text).containsPattern("read: CPU +20\\.0 µs +10\\.0 +30\\.0");
    }

    @Test
    void severalCircumstancesStandSideBySideWithTheirRatio() {
        String text = OutcomeText.of(outcome(List.of(
                new Column("push", figures(10).list()),
                new Column("pull", figures(25).list()))));
        assertThat(text).containsPattern("push +pull").containsPattern("read: CPU +µs +10\\.0 +25\\.0 \\(2\\.50 x\\)");
    }

    @Test
    void theJsonHoldsTheFiguresForAComparison() {
        Outcome outcome = outcome(List.of(
                new Column("push", figures(10, 11).list()),
                new Column("pull", figures(25).list())));
        List<Figure> read = OutcomeJson.figures(OutcomeJson.of(outcome));
        assertThat(read).isEqualTo(outcome.figures());
        assertThat(read).extracting(Figure::name).containsExactly("push: read: CPU", "pull: read: CPU");
    }

    @Test
    void oneFailureInAThousandIsStillARun() {
        failures.add(stage(999, 1));
        assertThat(outcome(List.of()).passed()).isTrue();
        failures.add(stage(999, 2));
        assertThat(outcome(List.of()).passed()).isFalse();
        assertThat(OutcomeText.of(outcome(List.of(new Column("", List.of())))))
                .contains("publish, the first: 503", "mean nothing");
    }

    @Test
    void whatIsShedHasFailedUnlessItIsAskedFor() {
        Tally tally = new Tally();
        tally.shed();
        Stage stage = new Stage(Map.of(Kind.FEED, tally), 1_000_000_000, 0);
        Failures asked = new Failures(true);
        asked.add(stage);
        failures.add(stage);
        assertThat(asked.areFew()).isTrue();
        assertThat(failures.areFew()).isFalse();
    }

    @Test
    void numbersHaveThreeDigitsThatMeanSomething() {
        assertThat(OutcomeText.digits(0.5)).isEqualTo("0.50");
        assertThat(OutcomeText.digits(56.78)).isEqualTo("56.8");
        assertThat(OutcomeText.digits(1234.5)).isIn("1,234", "1,235");
    }

    private Outcome outcome(List<Column> columns) {
        Circumstances setting = new Circumstances("bench", Machine.here(), "java", "ext4", "net", Map.of());
        return new Outcome("feed", setting, columns, List.of(), failures);
    }

    private static Figures figures(double... values) {
        Figures figures = new Figures();
        for (double value : values) {
            figures.less("read: CPU", "µs", value);
        }
        return figures;
    }

    private static Stage stage(int done, int errors) {
        Tally tally = new Tally();
        for (int i = 0; i < done; i++) {
            tally.took(1_000_000);
        }
        for (int i = 0; i < errors; i++) {
            tally.failed("503");
        }
        return new Stage(Map.of(Kind.PUBLISH, tally), 1_000_000_000, 0);
    }
}
