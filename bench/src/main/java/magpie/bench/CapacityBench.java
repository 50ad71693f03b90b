package magpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import magpie.bench.Capacity.Costs;
import magpie.bench.Capacity.Role;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.report.Figure;
import magpie.bench.report.OutcomeJson;
import magpie.bench.report.OutcomeText;
import magpie.bench.report.ResultsConfig;
import org.jspecify.annotations.Nullable;

/** {@code bench capacity}: the sizing table, and the machines from measured costs; it measures nothing itself. */
final class CapacityBench {
    static final Bench BENCH = new Bench(
            "capacity",
            "the sizing table, and the machines it comes to by measured costs",
            """
            Prints the traffic and storage that the assumptions come to, then the machines of each role from what a read,
            a publish and a delivery were measured to cost, and both again for twice the users. It drives no server.
            """,
            List.of(CapacityConfig.class),
            flags -> new CapacityBench(flags.get(CapacityConfig.class)).run());

    /** The project's minimum goals: the design's peak of reads, publishes and deliveries on two cores. */
    private static final Costs GOALS = new Costs(57, 286, 3.3);

    private final CapacityConfig config;
    private final StringBuilder text = new StringBuilder();

    private CapacityBench(CapacityConfig config) {
        this.config = config;
        Flags.refuse(config.mistakes());
    }

    private boolean run() throws IOException {
        Path file = results();
        List<Figure> figures = file == null ? List.of() : OutcomeJson.figures(Files.readString(file));
        Costs costs = new Costs(
                cost(config.readMicros(), figures, "feed read: server CPU", GOALS.readMicros()),
                cost(config.publishMicros(), figures, "publish: server CPU", GOALS.publishMicros()),
                cost(config.deliveryMicros(), figures, "delivery: server CPU", GOALS.deliveryMicros()));
        String source = file == null
                ? "not measured here (no results): the least that the project aims at"
                : "measured on one process, from " + file;
        System.out.print(text(config, costs, source));
        return true;
    }

    static String text(CapacityConfig config, Costs costs, String source) {
        CapacityBench writer = new CapacityBench(config);
        double daily = config.dailyMillions() * 1e6;
        Capacity now = new Capacity(config, costs, daily);
        Capacity twice = new Capacity(config, costs, 2 * daily);
        writer.sizing(now, twice);
        writer.costs(costs, source);
        writer.machines(now, twice);
        return writer.text.toString();
    }

    private void sizing(Capacity now, Capacity twice) {
        line("%nTraffic and storage (assumed: each flag of --help)");
        row("users a month", config.monthlyMillions(), 2.0 * config.monthlyMillions(), "M");
        row("users a day", now.dailyUsers() / 1e6, twice.dailyUsers() / 1e6, "M");
        row("posts, average", now.postsPerSecond(), twice.postsPerSecond(), "/s");
        row("posts, peak", now.peak() * now.postsPerSecond(), twice.peak() * twice.postsPerSecond(), "/s");
        row("feed reads, average", now.readsPerSecond(), twice.readsPerSecond(), "/s");
        row("feed reads, peak", now.peak() * now.readsPerSecond(), twice.peak() * twice.readsPerSecond(), "/s");
        row(
                "deliveries, peak",
                now.peak() * now.deliveriesPerSecond(),
                twice.peak() * twice.deliveriesPerSecond(),
                "/s");
        row("text", now.textBytesPerDay() / 1e9, twice.textBytesPerDay() / 1e9, "GB a day");
        row("media", now.mediaBytesPerDay() / 1e12, twice.mediaBytesPerDay() / 1e12, "TB a day");
        row("kept in " + config.years() + " years", now.bytesKept() / 1e15, twice.bytesKept() / 1e15, "PB, one copy");
        row("text in", now.textInPerSecond() / 1e6, twice.textInPerSecond() / 1e6, "MB/s");
        row("media in", now.mediaInPerSecond() / 1e6, twice.mediaInPerSecond() / 1e6, "MB/s");
        row("media out", now.mediaOutPerSecond() / 1e6, twice.mediaOutPerSecond() / 1e6, "MB/s");
    }

    private void costs(Costs costs, String source) {
        line("%nServer CPU: %s", source);
        line("  a feed read of 20 posts %s µs", OutcomeText.digits(costs.readMicros()));
        line("  a publish               %s µs", OutcomeText.digits(costs.publishMicros()));
        line("  a delivery              %s µs", OutcomeText.digits(costs.deliveryMicros()));
        line("Assumed:");
        line("  %d %% of the CPU of a read or publish is the gateway's", config.gatewayPercent());
        line("  %d active followers a post; %,d bytes of memory a reader", config.followers(), config.readerBytes());
        line("  every daily user is an active reader; calls between processes cost nothing more");
    }

    private void machines(Capacity now, Capacity twice) {
        line(
                "%nMachines in each of %d regions, each of which can carry all: %d vCPUs, %d GiB, %d %% busy at the peak, at"
                        + " least %d a role",
                config.regions(), config.nodeCpus(), config.nodeGib(), config.utilisation(), config.leastNodes());
        line(
                "  %-10s %8s %8s %6s  %-10s | twice the users %6s %6s",
                "", "vCPUs", "GiB", "nodes", "decided by", "nodes", "ratio");
        List<Role> later = twice.roles();
        for (int i = 0; i < later.size(); i++) {
            Role role = now.roles().get(i);
            int nodes = later.get(i).nodes();
            line(
                    "  %-10s %8s %8s %6d  %-10s | %22d %6.2f",
                    role.name(),
                    OutcomeText.digits(role.cpus()),
                    role.gib() == 0 ? "-" : OutcomeText.digits(role.gib()),
                    role.nodes(),
                    role.decides(),
                    nodes,
                    (double) nodes / role.nodes());
        }
        line("  all regions together: %,d nodes; for twice the users %,d", now.nodes(), twice.nodes());
        line(
                "%nNot measured, so at their least: graph and user. Not counted: stores, brokers, caches, media and search of");
        line(
                "the cluster product. Of the embedded one only the gateway can run more than once; see docs/operations.md.");
    }

    private void row(String name, double now, double twice, String unit) {
        line("  %-22s %12s | twice the users %12s %s", name, OutcomeText.digits(now), OutcomeText.digits(twice), unit);
    }

    /** The named file, or the newest of a complete run. */
    private @Nullable Path results() throws IOException {
        Path folder = ResultsConfig.folder();
        if (config.results() != null || !Files.isDirectory(folder)) {
            return config.results();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("feed-.*\\.json"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElse(null);
        }
    }

    private static double cost(String given, List<Figure> figures, String name, double goal) {
        Optional<Figure> measured = figures.stream()
                .filter(figure -> figure.name().equals(name) || figure.name().equals("hybrid: " + name))
                .findFirst();
        return given.isEmpty() ? measured.map(Figure::median).orElse(goal) : Double.parseDouble(given);
    }

    private void line(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
