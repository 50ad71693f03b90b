package magpie.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import magpie.bench.machine.Machine;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;

/**
 * Formats results for people: for one circumstance each figure with its minimum and maximum; for several, their medians
 * side by side and the ratio of each to the first.
 */
public final class OutcomeText {
    private static final int NAME = 58;

    private final StringBuilder text = new StringBuilder();

    private OutcomeText() {}

    public static String of(Outcome outcome) {
        OutcomeText writer = new OutcomeText();
        writer.head(outcome.setting());
        if (outcome.columns().size() == 1) {
            writer.repeats(outcome.columns().getFirst().figures());
        } else {
            writer.sideBySide(outcome.columns());
        }
        writer.end(outcome);
        return writer.text.toString();
    }

    /** Rounds to three significant digits. */
    public static String digits(double number) {
        String form = Math.abs(number) < 10 ? "%,.2f" : Math.abs(number) < 100 ? "%,.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, number);
    }

    private void head(Circumstances setting) {
        Machine machine = setting.machine();
        line("%n%s", setting.command());
        line("machine  %s; data on %s", machine, setting.disk());
        if (machine.isBusy()) {
            line(
                    "         busy with other things (load average %.1f before the run): the figures suffer",
                    machine.loadBefore());
        }
        line("server   %s", setting.server());
        if (!setting.network().isEmpty()) {
            line("network  %s", setting.network());
        }
    }

    private void repeats(List<Figure> figures) {
        line("%n%-" + NAME + "s %10s %-5s %10s %10s", "", "median", "", "least", "most");
        for (Figure figure : figures) {
            String median = digits(figure.median());
            if (figure.values().size() == 1) {
                line("%-" + NAME + "s %10s %s", figure.name(), median, figure.unit());
            } else {
                line(
                        "%-" + NAME + "s %10s %-5s %10s %10s",
                        figure.name(),
                        median,
                        figure.unit(),
                        digits(figure.min()),
                        digits(figure.max()));
            }
        }
    }

    private void sideBySide(List<Column> columns) {
        StringBuilder heading = new StringBuilder(String.format("%n%-" + (NAME + 6) + "s", ""));
        columns.forEach(column -> heading.append(String.format(" %18s", column.label())));
        line("%s", heading);
        names(columns).forEach((name, unit) -> {
            Optional<Double> first = median(columns.getFirst(), name);
            StringBuilder row = new StringBuilder(String.format("%-" + NAME + "s %-5s", name, unit));
            row.append(String.format(" %18s", first.map(OutcomeText::digits).orElse("-")));
            columns.stream()
                    .skip(1)
                    .forEach(column -> row.append(String.format(" %18s", cell(median(column, name), first))));
            line("%s", row);
        });
    }

    private static String cell(Optional<Double> median, Optional<Double> first) {
        String ratio = median.isEmpty() || first.isEmpty() || first.get() <= 0
                ? ""
                : String.format(Locale.ROOT, " (%.2f x)", median.get() / first.get());
        return median.map(OutcomeText::digits).orElse("-") + ratio;
    }

    private static Optional<Double> median(Column column, String name) {
        return column.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .map(Figure::median)
                .findFirst();
    }

    private static Map<String, String> names(List<Column> columns) {
        Map<String, String> names = new LinkedHashMap<>();
        columns.forEach(column -> column.figures().forEach(figure -> names.putIfAbsent(figure.name(), figure.unit())));
        return names;
    }

    private void end(Outcome outcome) {
        text.append('\n');
        outcome.notes().forEach(note -> line("%s", note));
        if (outcome.failures().share() > 0) {
            line("failed: %.3f %% of all requests", outcome.failures().share() * 100);
            outcome.failures().first().forEach((what, why) -> line("  %s, the first: %s", what, why));
        }
        if (!outcome.passed()) {
            line("Too many failed: these figures mean nothing.");
        }
    }

    private void line(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
