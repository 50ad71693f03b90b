package magpie.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Failures;
import magpie.bench.drive.Kind;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Slices;
import magpie.bench.drive.Slices.Slice;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Plot;
import magpie.bench.report.Progress;
import magpie.bench.report.ResultsConfig;
import magpie.bench.report.Trend;
import magpie.bench.report.Trend.Series;
import magpie.bench.rig.Rig;
import magpie.bench.rig.Sampler;
import magpie.bench.server.TargetConfig;

/** {@code bench soak}: runs a server at half its capacity for long, to see whether memory, lag or latency drift. */
final class SoakBench {
    static final Bench BENCH = new Bench(
            "soak",
            "half of saturation for long: do memory, lag or latency drift?",
            """
            Drives the mix at half of what a probe found and takes a sample every --every seconds: memory, the consumers'
            lag, and the latencies of the requests that were to start in that time. Writes all samples as CSV and as a plot
            (SVG) beside the JSON in bench/results. A series drifts when the median of its last third is more than a tenth,
            and more than what is nothing to speak of, above that of its first.
            """,
            List.of(SoakConfig.class, NetworkConfig.class, TargetConfig.class, ResultsConfig.class),
            Bench.reporting(flags -> new SoakBench(flags).run()));

    private static final double SHARE_OF_SATURATION = 0.5;
    private static final int WARM_UP_STAGE = 10;
    private static final int PROBE_STAGE = 11;
    private static final int SOAK_STAGE = 12;

    private final OneServer run;
    private final SoakConfig config;
    private final Figures figures;

    private SoakBench(Flags flags) {
        this.run = OneServer.of(flags);
        this.config = flags.get(SoakConfig.class);
        this.figures = run.figures();
    }

    private Outcome run() throws IOException, InterruptedException {
        return run.run("soak", new Failures(), (rig, name) -> keep(name, judged(soak(rig, rate(rig)))));
    }

    private double rate(Rig rig) throws IOException, InterruptedException {
        OneServer.warmUp(rig, rig.network().mix(WARM_UP_STAGE), config.warmUp());
        if (config.rate() > 0) {
            return config.rate();
        }
        double saturation = rig.saturation(rig.network().mix(PROBE_STAGE));
        figures.more("saturation", "/s", saturation);
        return Math.max(1, saturation * SHARE_OF_SATURATION);
    }

    private List<Series> soak(Rig rig, double rate) throws IOException, InterruptedException {
        rig.prepare();
        Slices slices = new Slices(Duration.ofSeconds(config.every()), config.samples());
        Progress bar = Progress.of("soak", (long) (rate * config.length().toSeconds()));
        figures.note("rate", "/s", rate);
        try (Sampler sampler = Sampler.start(rig, Duration.ofSeconds(config.every()))) {
            rig.failures()
                    .add(rig.drive()
                            .run(
                                    rig.network().mix(SOAK_STAGE),
                                    Pace.open(rate, config.length()),
                                    rig.api(),
                                    bar::at,
                                    slices));
            List<Series> all = new ArrayList<>(sampler.series());
            all.addAll(latencies(slices));
            return all;
        }
    }

    private static List<Series> latencies(Slices slices) {
        Series readP50 = new Series("reads p50", "ms", 1);
        Series readP99 = new Series("reads p99", "ms", 1);
        Series publishP50 = new Series("publishes p50", "ms", 1);
        Series publishP99 = new Series("publishes p99", "ms", 1);
        for (int i = 0; i < slices.count(); i++) {
            Slice reads = slices.sum(i, i + 1, Kind.FEED, Kind.TIMELINE);
            Slice publishes = slices.sum(i, i + 1, Kind.PUBLISH);
            readP50.add(reads.fromIntended().getValueAtPercentile(50) / 1e3);
            readP99.add(reads.fromIntended().getValueAtPercentile(99) / 1e3);
            publishP50.add(publishes.fromIntended().getValueAtPercentile(50) / 1e3);
            publishP99.add(publishes.fromIntended().getValueAtPercentile(99) / 1e3);
        }
        return List.of(readP50, readP99, publishP50, publishP99);
    }

    private List<Series> judged(List<Series> all) {
        for (Series series : all) {
            Trend trend = Trend.of(series, config.every());
            figures.note(series.name() + ": first third", series.unit(), trend.first());
            figures.less(series.name() + ": last third", series.unit(), trend.last());
            figures.note(series.name() + ": slope", series.unit() + "/h", trend.slopeAnHour());
            run.notes().add(trend.toString());
        }
        return all;
    }

    private void keep(String name, List<Series> all) throws IOException {
        if (run.flags().get(ResultsConfig.class).json().equals("none")) {
            return;
        }
        Path csv = ResultsConfig.file(name, ".csv");
        Files.writeString(csv, csv(all, config.every()));
        Path plot = ResultsConfig.file(name, ".svg");
        Files.writeString(plot, new Plot(name, config.every(), all).svg());
        Progress.say("samples: " + csv + ", plot: " + plot);
    }

    /** One row per sample, one column per series. */
    static String csv(List<Series> all, int every) {
        StringBuilder text = new StringBuilder("seconds");
        all.forEach(series -> text.append(",")
                .append(series.name())
                .append(" (")
                .append(series.unit())
                .append(")"));
        int rows = all.stream().mapToInt(Series::size).max().orElse(0);
        for (int row = 0; row < rows; row++) {
            text.append('\n').append((row + 1) * every);
            for (Series series : all) {
                text.append(',');
                if (row < series.size()) {
                    text.append(String.format(Locale.ROOT, "%.3f", series.at(row)));
                }
            }
        }
        return text.append('\n').toString();
    }
}
