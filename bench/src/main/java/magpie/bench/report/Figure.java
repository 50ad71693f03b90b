package magpie.bench.report;

import java.util.List;

/**
 * One measurement with its repeats.
 *
 * @param name what it is
 * @param unit of its values
 * @param better which way is better
 * @param values one per repeat, in their order; at least one
 */
public record Figure(String name, String unit, Better better, List<Double> values) {

    /** Which way is better. */
    public enum Better {
        LESS,
        MORE,
        /** Neither: it describes the circumstances. */
        NEITHER
    }

    public Figure {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values of " + name + ": none (expected: one or more)");
        }
        values = List.copyOf(values);
    }

    public double median() {
        return Statistics.median(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
