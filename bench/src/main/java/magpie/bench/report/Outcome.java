package magpie.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.bench.drive.Failures;
import magpie.bench.machine.Machine;

/**
 * The results of a bench.
 *
 * @param name of the bench and its network, for a file
 * @param setting where and with what it was measured
 * @param columns the figures; several if the same was measured under several circumstances
 * @param notes sentences about them
 * @param failures what went wrong on the way
 */
public record Outcome(String name, Circumstances setting, List<Column> columns, List<String> notes, Failures failures) {

    /** Figures under one circumstance. */
    public record Column(String label, List<Figure> figures) {}

    /**
     * Where and with what it was measured.
     *
     * @param command the command line
     * @param machine the machine
     * @param server the server's command line
     * @param disk what kind of disk its data is on
     * @param network the network that was loaded
     * @param config every flag of the bench
     */
    public record Circumstances(
            String command, Machine machine, String server, String disk, String network, Map<String, Object> config) {}

    /** Whether so few requests failed that the figures mean something. */
    public boolean passed() {
        return failures.areFew();
    }

    /** Every figure, under the name by which a comparison finds it. */
    List<Figure> figures() {
        List<Figure> all = new ArrayList<>();
        for (Column column : columns) {
            String prefix = columns.size() == 1 ? "" : column.label() + ": ";
            column.figures()
                    .forEach(figure -> all.add(
                            new Figure(prefix + figure.name(), figure.unit(), figure.better(), figure.values())));
        }
        return all;
    }
}
