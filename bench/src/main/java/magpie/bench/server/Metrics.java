package magpie.bench.server;

import java.util.HashMap;
import java.util.Map;

/**
 * A server's metrics, parsed from Prometheus' text format.
 *
 * @param values by name with labels, as written
 */
public record Metrics(Map<String, Double> values) {

    static Metrics of(String text) {
        Map<String, Double> values = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> add(line, values));
        return new Metrics(values);
    }

    /** The sums of two processes' metrics. */
    Metrics plus(Metrics other) {
        Map<String, Double> sums = new HashMap<>(values);
        other.values.forEach((name, value) -> sums.merge(name, value, Double::sum));
        return new Metrics(sums);
    }

    /** A counter's sum over its labels, with or without the format's suffix; 0 if absent. */
    public double counter(String name) {
        return sum(name + "_total", "") + sum(name, "");
    }

    /** The process's CPU time in seconds, under either of its usual names. */
    double cpuSeconds() {
        double seconds = counter("process_cpu_seconds");
        return seconds > 0 ? seconds : counter("process_cpu_time_ns") / 1e9;
    }

    public double heapBytes() {
        return sum("jvm_memory_used_bytes", "area=\"heap\"");
    }

    /** Heap in use after the last full collection of its old part. */
    public double heapAfterCollection() {
        return sum("jvm_gc_live_data_size_bytes", "");
    }

    /** Events that consumers have read and not finished. */
    public double lag() {
        return sum("magpie_log_lag", "");
    }

    /** The fan-outs that finished, and their total time. */
    public double fanOuts() {
        return sum("magpie_feed_fanout_lag_seconds_count", "");
    }

    public double fanOutSeconds() {
        return sum("magpie_feed_fanout_lag_seconds_sum", "");
    }

    /** The sum over all values with a label. */
    private double sum(String name, String label) {
        return values.entrySet().stream()
                .filter(entry -> named(entry.getKey(), name) && entry.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static boolean named(String key, String name) {
        return key.startsWith(name) && (key.length() == name.length() || key.charAt(name.length()) == '{');
    }

    /** Labels may contain blanks, so the value is what follows the closing brace. */
    private static void add(String line, Map<String, Double> values) {
        int brace = line.lastIndexOf('}');
        String[] words = line.substring(brace + 1).strip().split(" ", -1);
        String name = brace < 0 ? words[0] : line.substring(0, brace + 1);
        String value = words[brace < 0 ? 1 : 0];
        values.merge(name, number(value), Double::sum);
    }

    private static double number(String value) {
        return switch (value) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value);
        };
    }
}
