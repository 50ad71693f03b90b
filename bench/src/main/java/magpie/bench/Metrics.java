package magpie.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * What a server counted, from Prometheus' text format.
 *
 * @param sums by name, over all labels
 */
record Metrics(Map<String, Double> sums) {

    static Metrics of(String text) {
        Map<String, Double> sums = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> add(line, sums));
        return new Metrics(sums);
    }

    /** A counter, with or without the ending that the format gives it; 0 if it is not there. */
    double counter(String name) {
        return sums.getOrDefault(name + "_total", sums.getOrDefault(name, 0.0));
    }

    /** The process's CPU time in seconds, by either of its usual names. */
    double cpuSeconds() {
        return sums.containsKey("process_cpu_seconds_total")
                ? counter("process_cpu_seconds")
                : counter("process_cpu_time_ns") / 1e9;
    }

    /** Labels may hold blanks, so the value is what follows the closing brace. */
    private static void add(String line, Map<String, Double> sums) {
        int brace = line.lastIndexOf('}');
        String[] words = line.substring(brace + 1).strip().split(" ", -1);
        String name = brace < 0 ? words[0] : line.substring(0, line.indexOf('{'));
        String value = words[brace < 0 ? 1 : 0];
        sums.merge(name, number(value), Double::sum);
    }

    private static double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }
}
