package magpie.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import magpie.chaos.Statistics.Row;
import magpie.chaos.Statistics.Spell;
import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Outcome;
import magpie.chaos.audit.Violation;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final Spell KILL = new Spell("kill", "kafka-1");

    private long millis = 1_000;
    private final Statistics statistics = new Statistics(() -> millis * 1_000_000);

    @Test
    void countsAttemptsByWhatCameOfThem() {
        statistics.begin(KILL);
        read(0, Outcome.SUCCEEDED);
        read(0, Outcome.SUCCEEDED);
        read(0, Outcome.REFUSED);
        read(0, Outcome.UNANSWERED);
        assertThat(row(KILL, Operation.READ_FEED))
                .extracting(Row::attempts, Row::succeeded, Row::refused, Row::unanswered)
                .containsExactly(4L, 2L, 1L, 1L);
        assertThat(row(KILL, Operation.PUBLISH).attempts()).isZero();
    }

    @Test
    void anAttemptThatMeetsAFaultIsTheFaults() {
        statistics.begin(KILL);
        read(50, Outcome.UNANSWERED); // it began before
        millis += 100;
        statistics.begin(Spell.CALM);
        read(90, Outcome.UNANSWERED); // it ends after
        read(0, Outcome.SUCCEEDED);
        assertThat(row(KILL, Operation.READ_FEED).attempts()).isEqualTo(2);
        assertThat(row(Spell.CALM, Operation.READ_FEED).attempts()).isEqualTo(1);
    }

    @Test
    void theLongestGapIsWithinOnePeriodAndReachesItsEnds() {
        statistics.begin(KILL);
        millis += 30;
        read(0, Outcome.SUCCEEDED);
        millis += 200;
        read(0, Outcome.REFUSED);
        millis += 50;
        read(0, Outcome.SUCCEEDED);
        millis += 10;
        statistics.begin(Spell.CALM);
        millis += 5_000;
        statistics.begin(KILL);
        millis += 240;
        statistics.begin(Spell.CALM);
        assertThat(row(KILL, Operation.READ_FEED).longestGapMillis()).isEqualTo(250);
        assertThat(statistics.times(KILL)).isEqualTo(2);
    }

    @Test
    void aPeriodWithoutAnySuccessIsOneGap() {
        statistics.begin(KILL);
        millis += 700;
        read(0, Outcome.REFUSED);
        statistics.begin(Spell.CALM);
        assertThat(row(KILL, Operation.READ_FEED).longestGapMillis()).isEqualTo(700);
    }

    @Test
    void whatIsBeforeAndAfterTheLoadIsNotReported() {
        read(0, Outcome.SUCCEEDED);
        millis += 9_000;
        statistics.begin(Spell.CALM);
        read(100, Outcome.SUCCEEDED);
        millis += 20;
        statistics.begin(Spell.OUTSIDE);
        read(10, Outcome.SUCCEEDED);
        millis += 9_000;
        assertThat(statistics.rows()).extracting(Row::spell).containsOnly(Spell.CALM);
        assertThat(row(Spell.CALM, Operation.READ_FEED).attempts()).isEqualTo(1);
        assertThat(row(Spell.CALM, Operation.READ_FEED).longestGapMillis()).isEqualTo(20);
    }

    @Test
    void aReportRoundsDown() {
        statistics.begin(KILL);
        for (int i = 0; i < 99_999; i++) {
            read(0, Outcome.SUCCEEDED);
        }
        read(0, Outcome.REFUSED);
        statistics.begin(Spell.CALM);
        read(0, Outcome.SUCCEEDED);
        String report = Report.of(new ChaosOutcome("a test", 1, 7, 0, "nothing", statistics, List.of()));
        assertThat(report)
                .contains("| kill | kafka | 1 | 99.99 % of 100,000, 0 ms | – |")
                .contains("| none |  |  | 100 % of 1, 0 ms | – |")
                .contains("| acknowledged writes lost | 0 |")
                .contains("| read feed | kill kafka-1 | 1 | 503 OVERLOADED Later. |");
    }

    @Test
    void whatIsKeptHasTheCommandTheReportAndEachViolation() {
        statistics.begin(KILL);
        read(0, Outcome.SUCCEEDED);
        Violation violation = new Violation(Violation.Kind.WRONG_FEED, "feed of ada: not there: 7");
        ChaosOutcome outcome = new ChaosOutcome("a test", 1, 7, 3, "3 posts", statistics, List.of(violation));
        assertThat(outcome.passed()).isFalse();
        assertThat(Results.of(outcome, List.of("--faults", "1")))
                .contains(
                        "./magpie chaos --faults 1", "| feeds that differ | 1 |", "feed of ada: not there: 7", "kafka");
    }

    private void read(long lasting, Outcome outcome) {
        statistics.attempted(
                Operation.READ_FEED,
                (millis - lasting) * 1_000_000,
                outcome,
                outcome == Outcome.REFUSED ? "503 OVERLOADED Later." : "");
    }

    private Row row(Spell spell, Operation operation) {
        return statistics.rows().stream()
                .filter(row -> row.spell().equals(spell) && row.operation() == operation)
                .findFirst()
                .orElseThrow();
    }
}
