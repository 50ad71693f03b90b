package magpie.bench.report;

import java.util.Arrays;

/** Arithmetic on samples. */
public final class Statistics {
    private Statistics() {}

    /** The median; NaN if there are no values. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The slope of evenly spaced values per step, by least squares. */
    public static double slope(double... values) {
        double meanX = (values.length - 1) / 2.0;
        double meanY = Arrays.stream(values).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int x = 0; x < values.length; x++) {
            products += (x - meanX) * (values[x] - meanY);
            squares += (x - meanX) * (x - meanX);
        }
        return squares == 0 ? 0 : products / squares;
    }
}
