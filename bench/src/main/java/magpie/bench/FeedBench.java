package magpie.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Failures;
import magpie.bench.graph.Graph;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.machine.Machine;
import magpie.bench.report.Outcome;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import magpie.bench.report.Progress;
import magpie.bench.report.ResultsConfig;
import magpie.bench.rig.Rig;
import magpie.bench.server.ClusterConfig;
import magpie.bench.server.Server;
import magpie.bench.server.Site;
import magpie.bench.server.TargetConfig;

/** {@code bench feed}: the mix, and the costs of a read, a publish and a delivery, for each requested model. */
final class FeedBench {
    static final Bench BENCH = new Bench(
            "feed",
            "what a feed read, a publish and a delivery cost, and latencies under a mixed load",
            """
            Loads a social network, drives the mix (60 % home feed, 30 % author timeline, 10 % publish) at a fixed
            rate, then measures each request alone. Latencies count from when a request was to start (no coordinated
            omission). A figure is the median of its repeats on the same server, beside the least and the most.
            """,
            List.of(
                    FeedConfig.class,
                    NetworkConfig.class,
                    TargetConfig.class,
                    ClusterConfig.class,
                    ResultsConfig.class),
            Bench.reporting(flags -> new FeedBench(flags).run()));

    private final Flags flags;
    private final FeedConfig config;
    private final NetworkConfig networkConfig;
    private final TargetConfig target;
    private final ClusterConfig cluster;
    private final Failures failures = new Failures();
    private final List<Column> columns = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String server = "";
    private String disk = "unknown";

    private FeedBench(Flags flags) {
        this.flags = flags;
        this.config = flags.get(FeedConfig.class);
        this.networkConfig = flags.get(NetworkConfig.class);
        this.target = flags.get(TargetConfig.class);
        this.cluster = flags.get(ClusterConfig.class);
        Flags.refuse(
                networkConfig.mistakes(), target.mistakes(), cluster.mistakes(target), config.mistakes(!target.runs()));
    }

    private Outcome run() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Graph graph = networkConfig.network();
        Progress.say(graph.toString());
        if (target.runs()) {
            measure("as it runs", Server.running(target), graph);
        } else {
            for (String model : config.model()) {
                measure(model, graph);
            }
        }
        return new Outcome(
                "feed-" + graph.shortName(),
                new Circumstances(flags.command(), machine, server, disk, graph.toString(), flags.values()),
                columns,
                notes,
                failures);
    }

    private void measure(String model, Graph graph) throws IOException, InterruptedException {
        Progress.say("the model " + model);
        try (Site site = Site.open(target, cluster)) {
            Server started = site.start(FeedConfig.settings(model));
            disk = site.disk();
            measure(model, started, graph);
        }
    }

    private void measure(String label, Server on, Graph graph) throws IOException, InterruptedException {
        server = on.commandLine();
        Rig rig = Rig.on(on, graph, networkConfig.seed(), target.connections());
        FeedRun run = new FeedRun(rig, config);
        int[] full = rig.load(networkConfig.postsPerUser());
        columns.add(new Column(label, run.measure(full).list()));
        failures.add(rig.failures());
        notes.add(String.format("%s: %,d of %,d feeds fill a page of 20", label, full.length, graph.users()));
    }
}
