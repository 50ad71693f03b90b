package magpie.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a series drifts.
 *
 * @param series what was sampled
 * @param first the median of its first third
 * @param last the median of its last third
 * @param slopeAnHour of its regression line (least squares)
 */
public record Trend(Series series, double first, double last, double slopeAnHour) {
    private static final double TENTH = 0.1;
    private static final double SECONDS_AN_HOUR = 3_600;

    /** Samples of one thing, evenly spaced. */
    public static final class Series {
        private final String name;
        private final String unit;
        private final double nothing;
        private final List<Double> values = new ArrayList<>();

        /**
         * An empty series.
         *
         * @param nothing a difference that does not matter
         */
        public Series(String name, String unit, double nothing) {
            this.name = name;
            this.unit = unit;
            this.nothing = nothing;
        }

        public void add(double value) {
            values.add(value);
        }

        public String name() {
            return name;
        }

        public String unit() {
            return unit;
        }

        public int size() {
            return values.size();
        }

        public double at(int index) {
            return values.get(index);
        }

        double most() {
            return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }

        private double median(int from, int to) {
            return Statistics.median(values.subList(from, to).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }
    }

    /** The trend of samples taken at a fixed interval in seconds. */
    public static Trend of(Series series, int every) {
        int third = Math.max(1, series.size() / 3);
        double[] values =
                series.values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Trend(
                series,
                series.median(0, Math.min(third, series.size())),
                series.median(Math.max(0, series.size() - third), series.size()),
                Statistics.slope(values) / every * SECONDS_AN_HOUR);
    }

    public boolean drifts() {
        return last - first > Math.max(series.nothing, TENTH * first);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s %s in the first third, %s in the last, %s an hour: %s",
                series.name(),
                OutcomeText.digits(first),
                series.unit(),
                OutcomeText.digits(last),
                OutcomeText.digits(slopeAnHour),
                drifts() ? "IT DRIFTS" : "no drift");
    }
}
