package magpie.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import magpie.bench.report.Figure.Better;
import org.HdrHistogram.Histogram;

/** Collects figures, in the order of their first appearance: the same name again is a repeat. */
public final class Figures {
    private final Map<String, Figure> all = new LinkedHashMap<>();

    public void less(String name, String unit, double value) {
        add(name, unit, Better.LESS, value);
    }

    public void more(String name, String unit, double value) {
        add(name, unit, Better.MORE, value);
    }

    public void note(String name, String unit, double value) {
        add(name, unit, Better.NEITHER, value);
    }

    /** Adds the latencies of a kind, in milliseconds. */
    public void latencies(String name, Histogram micros) {
        less(name + ": p50", "ms", millis(micros, 50));
        less(name + ": p99", "ms", millis(micros, 99));
        less(name + ": p99.9", "ms", millis(micros, 99.9));
        less(name + ": slowest", "ms", millis(micros, 100));
    }

    public List<Figure> list() {
        return List.copyOf(all.values());
    }

    Optional<Figure> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** Skips what is undefined because there was nothing to divide by. */
    private void add(String name, String unit, Better better, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        Figure before = all.get(name);
        List<Double> values = new ArrayList<>(before == null ? List.of() : before.values());
        values.add(value);
        all.put(name, new Figure(name, unit, better, values));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? Double.NaN : micros.getValueAtPercentile(percentile) / 1e3;
    }
}
