package magpie.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import magpie.chaos.Statistics.Failure;
import magpie.chaos.Statistics.Row;
import magpie.chaos.Statistics.Spell;
import magpie.chaos.audit.Operation;
import magpie.chaos.audit.Violation;

/** The report of a run, as Markdown for docs/reliability.md. */
final class Report {
    private static final int SHOWN = 12;

    /** An action and its opposite share a column. */
    private static final Map<String, Set<Operation>> COLUMNS = columns();

    private final ChaosOutcome outcome;
    private final List<Row> rows;
    private final StringBuilder text = new StringBuilder();

    private Report(ChaosOutcome outcome) {
        this.outcome = outcome;
        this.rows = outcome.statistics().rows();
    }

    static String of(ChaosOutcome outcome) {
        Report report = new Report(outcome);
        report.promises();
        report.availability();
        report.operations();
        report.failures();
        report.violations();
        return report.text.toString();
    }

    private void promises() {
        line("| what | found |");
        line("| --- | --- |");
        line("| network | %s |", outcome.target());
        line("| faults | %,d, seed %d |", outcome.faults(), outcome.seed());
        line("| writes acknowledged | %,d (%s) |", outcome.acknowledged(), outcome.ledger());
        line("| acknowledged writes lost | %,d |", outcome.broken(Violation.Kind.LOST_WRITE));
        line("| acknowledged changes undone | %,d |", outcome.broken(Violation.Kind.UNDONE));
        line("| feeds that differ | %,d |", outcome.broken(Violation.Kind.WRONG_FEED));
        line("| duplicates | %,d |", outcome.broken(Violation.Kind.DUPLICATE));
        line("| counts that are off | %,d |", outcome.broken(Violation.Kind.WRONG_COUNT));
        line("| improper answers | %,d |", outcome.broken(Violation.Kind.WRONG_ANSWER));
        line("| did not come back | %,d |", outcome.broken(Violation.Kind.NOT_HEALED));
        line(
                "| own posts on the next own read | %,d of %,d |",
                outcome.statistics().ownPostsThere(), outcome.statistics().ownPosts());
        line("");
    }

    /**
     * Availability by kind of fault and of node, over all such nodes. A cell has the share of attempts that succeeded,
     * and the longest time in which none did.
     */
    private void availability() {
        line("| fault | node | times | %s |", String.join(" | ", COLUMNS.keySet()));
        line("| --- | --- | --- |%s", " --- |".repeat(COLUMNS.size()));
        Map<Spell, Set<Spell>> kinds = new LinkedHashMap<>();
        rows.forEach(row -> kinds.computeIfAbsent(kind(row.spell()), _ -> new LinkedHashSet<>())
                .add(row.spell()));
        kinds.forEach((kind, spells) -> {
            int times = spells.stream().mapToInt(outcome.statistics()::times).sum();
            line(
                    "| %s | %s | %s | %s |",
                    kind.fault(), kind.node(), kind.isFault() ? times : "", cells(row -> spells.contains(row.spell())));
        });
        line(
                "| all faults | | %d | %s |",
                outcome.faults(), cells(row -> row.spell().isFault()));
        line("");
    }

    /** {@code kafka} for {@code kafka-2}. */
    private static Spell kind(Spell spell) {
        return new Spell(spell.fault(), spell.node().replaceFirst("-\\d+$", ""));
    }

    private void operations() {
        line("| operation | attempts during faults | succeeded | refused | not answered | longest gap |");
        line("| --- | --- | --- | --- | --- | --- |");
        for (Operation operation : Operation.values()) {
            List<Row> some = rows.stream()
                    .filter(row -> row.operation() == operation && row.spell().isFault())
                    .toList();
            line(
                    "| %s | %,d | %s | %,d | %,d | %,d ms |",
                    operation,
                    some.stream().mapToLong(Row::attempts).sum(),
                    share(some),
                    some.stream().mapToLong(Row::refused).sum(),
                    some.stream().mapToLong(Row::unanswered).sum(),
                    longestGap(some));
        }
    }

    /** The reasons, most frequent first: what an operator would have to fix. */
    private void failures() {
        Map<Failure, Integer> all = outcome.statistics().failures();
        if (!all.isEmpty()) {
            line("");
            line("| what failed | during | times | why |");
            line("| --- | --- | --- | --- |");
            all.entrySet().stream().limit(SHOWN).forEach(entry -> {
                Failure failure = entry.getKey();
                Spell spell = failure.spell();
                line(
                        "| %s | %s | %,d | %s |",
                        failure.operation(),
                        spell.isFault() ? spell.fault() + " " + spell.node() : "no fault",
                        entry.getValue(),
                        failure.why().replace('|', '/').replace('\n', ' '));
            });
        }
    }

    private void violations() {
        List<Violation> all = outcome.violations();
        if (!all.isEmpty()) {
            line("");
            all.stream().limit(SHOWN).forEach(one -> line("- %s: %s", one.kind(), one.text()));
            if (all.size() > SHOWN) {
                line("- and %,d more", all.size() - SHOWN);
            }
        }
    }

    private String cells(Predicate<Row> wanted) {
        List<String> cells = new ArrayList<>();
        for (Set<Operation> operations : COLUMNS.values()) {
            List<Row> some = rows.stream()
                    .filter(row -> wanted.test(row) && operations.contains(row.operation()))
                    .toList();
            long attempts = some.stream().mapToLong(Row::attempts).sum();
            cells.add(
                    attempts == 0
                            ? "–"
                            : String.format(Locale.ROOT, "%s of %,d, %,d ms", share(some), attempts, longestGap(some)));
        }
        return String.join(" | ", cells);
    }

    /** Rounds down, so that 100 % means all. */
    private static String share(List<Row> some) {
        long attempts = some.stream().mapToLong(Row::attempts).sum();
        long succeeded = some.stream().mapToLong(Row::succeeded).sum();
        if (attempts == 0) {
            return "–";
        }
        return succeeded == attempts
                ? "100 %"
                : String.format(Locale.ROOT, "%.2f %%", Math.floor(10_000.0 * succeeded / attempts) / 100);
    }

    private static long longestGap(List<Row> some) {
        return some.stream().mapToLong(Row::longestGapMillis).max().orElse(0);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static Map<String, Set<Operation>> columns() {
        Map<String, Set<Operation>> columns = new LinkedHashMap<>();
        columns.put("read feed", Set.of(Operation.READ_FEED));
        columns.put("publish", Set.of(Operation.PUBLISH));
        columns.put("delete", Set.of(Operation.DELETE));
        columns.put("follow, unfollow", Set.of(Operation.FOLLOW, Operation.UNFOLLOW));
        columns.put("like, unlike", Set.of(Operation.LIKE, Operation.UNLIKE));
        columns.put("repost, unrepost", Set.of(Operation.REPOST, Operation.UNREPOST));
        columns.put("block, unblock", Set.of(Operation.BLOCK, Operation.UNBLOCK));
        columns.put("mute, unmute", Set.of(Operation.MUTE, Operation.UNMUTE));
        columns.put("profile", Set.of(Operation.CHANGE_PROFILE));
        return columns;
    }
}
