package magpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.report.Figure;
import magpie.bench.report.Figure.Better;
import magpie.bench.report.OutcomeJson;
import magpie.bench.report.OutcomeText;
import magpie.kit.config.ConfigException;

/**
 * {@code bench compare}: compares two results, figure by figure. A figure is better or worse if the ranges of its
 * repeats do not overlap; one that was measured once has no repeats, so it must differ by a tenth.
 */
record Comparison(List<Row> rows) {
    static final Bench BENCH = new Bench(
            "compare", "two results, figure by figure: bench compare A.json B.json", """
            Prints each figure's median in A and in B and the ratio B to A, and stats it better or worse where the
            repeats of the one lie wholly beside those of the other (a figure without repeats: where it differs by
            more than a tenth). Exit code 1 if anything got worse.
            """, List.of(), Comparison::run);

    private static final double TENTH = 0.1;

    /** A figure in both results. */
    record Row(Figure before, Figure after) {
        double ratio() {
            return after.median() / before.median();
        }

        String verdict() {
            if (before.better() == Better.NEITHER || !differs()) {
                return "";
            }
            boolean less = after.median() < before.median();
            return less == (before.better() == Better.LESS) ? "better" : "WORSE";
        }

        private boolean differs() {
            boolean repeated = before.values().size() > 1 && after.values().size() > 1;
            return repeated ? after.min() > before.max() || after.max() < before.min() : Math.abs(ratio() - 1) > TENTH;
        }
    }

    /** The figures that are in both. */
    static Comparison of(List<Figure> before, List<Figure> after) {
        Map<String, Figure> first = before.stream().collect(Collectors.toMap(Figure::name, Function.identity()));
        return new Comparison(after.stream()
                .flatMap(figure ->
                        Optional.ofNullable(first.get(figure.name())).stream().map(earlier -> new Row(earlier, figure)))
                .toList());
    }

    boolean anyWorse() {
        return rows.stream().anyMatch(row -> row.verdict().equals("WORSE"));
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format("%-60s %12s %12s %8s%n", "", "A", "B", "B / A"));
        for (Row row : rows) {
            String line = String.format(
                    Locale.ROOT,
                    "%-54s %-5s %12s %12s %8.2f  %s",
                    row.after().name(),
                    row.after().unit(),
                    OutcomeText.digits(row.before().median()),
                    OutcomeText.digits(row.after().median()),
                    row.ratio(),
                    row.verdict());
            text.append(line.stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static boolean run(Flags flags) throws IOException {
        if (flags.operands().size() != 2) {
            throw new ConfigException(List.of("compare: two files of results (expected: A.json B.json)."));
        }
        Comparison comparison = of(
                figures(flags.operands().getFirst()), figures(flags.operands().getLast()));
        System.out.print(comparison.text());
        return !comparison.anyWorse();
    }

    private static List<Figure> figures(String file) throws IOException {
        return OutcomeJson.figures(Files.readString(Path.of(file)));
    }
}
