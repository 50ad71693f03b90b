package magpie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Failures;
import magpie.bench.drive.Pace;
import magpie.bench.graph.Graph;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.machine.Machine;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import magpie.bench.report.Progress;
import magpie.bench.report.ResultsConfig;
import magpie.bench.rig.Costs;
import magpie.bench.rig.Footprint;
import magpie.bench.rig.Rig;
import magpie.bench.server.ClusterConfig;
import magpie.bench.server.OwnServerConfig;
import magpie.bench.server.Site;
import magpie.bench.server.TargetConfig;

/** {@code bench growth}: the cost of each operation in networks of several sizes, each on its own server. */
final class GrowthBench {
    static final Bench BENCH = new Bench(
            "growth",
            "what a read, a publish and a delivery cost as the network grows",
            """
            The costs of bench feed in networks of several sizes, and each one's ratio to the first.
            """,
            List.of(GrowthConfig.class, OwnServerConfig.class, ClusterConfig.class, ResultsConfig.class),
            Bench.reporting(flags -> new GrowthBench(flags).run()));

    private static final int WARM_UP_STAGE = 10;

    private final Flags flags;
    private final GrowthConfig config;
    private final TargetConfig target;
    private final ClusterConfig cluster;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Failures failures = new Failures();
    private String server = "";
    private String disk = "";

    private GrowthBench(Flags flags) {
        this.flags = flags;
        this.config = flags.get(GrowthConfig.class);
        this.target = flags.get(OwnServerConfig.class).target();
        this.cluster = flags.get(ClusterConfig.class);
        Flags.refuse(config.mistakes(), cluster.mistakes(target));
    }

    private Outcome run() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        for (NetworkConfig network : config.networks()) {
            measure(network.network());
        }
        String networks = String.join(", ", columns.stream().map(Column::label).toList());
        return new Outcome(
                "growth",
                new Circumstances(flags.command(), machine, server, disk, networks, flags.values()),
                columns,
                notes,
                failures);
    }

    private void measure(Graph graph) throws IOException, InterruptedException {
        Progress.say(graph.toString());
        try (Site site = Site.open(target, cluster)) {
            Rig rig = Rig.on(site.start(List.of()), graph, config.seed(), target.connections());
            server = rig.server().commandLine();
            disk = site.disk();
            long start = System.nanoTime();
            int[] full = rig.load(config.postsPerUser());
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: loaded in %,.0f s; %,d feeds fill a page of 20",
                    graph,
                    (System.nanoTime() - start) / 1e9,
                    full.length));
            columns.add(new Column(graph.shortName(), measure(rig, full).list()));
            failures.add(rig.failures());
        }
    }

    private Figures measure(Rig rig, int[] readers) throws IOException, InterruptedException {
        Progress.say("warming up …");
        rig.prepare();
        rig.run(rig.network().mix(WARM_UP_STAGE), Pace.closed(Duration.ofSeconds(config.warmUp())));
        Costs costs = new Costs(rig, readers, Duration.ofSeconds(config.costSeconds()), true);
        costs.measure(new Figures());
        Figures figures = new Figures();
        for (int i = 0; i < config.repeat(); i++) {
            costs.measure(figures);
        }
        new Footprint(rig.server()).add(figures);
        return figures;
    }
}
