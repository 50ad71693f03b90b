package magpie.bench;

import java.util.Arrays;

/** Arithmetic on samples. */
final class Statistics {
    private Statistics() {}

    /** The middle one, or the mean of the two in the middle; not a number if there are none. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
