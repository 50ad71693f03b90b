package magpie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Failures;
import magpie.bench.graph.Graph;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.machine.Machine;
import magpie.bench.machine.Proc;
import magpie.bench.report.Figure;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import magpie.bench.report.ResultsConfig;
import magpie.bench.rig.Rig;
import magpie.bench.server.LaunchedServer;
import magpie.bench.server.OwnServerConfig;
import magpie.bench.server.Sandbox;
import magpie.bench.server.Server;
import magpie.bench.server.TargetConfig;
import magpie.kit.Waits;

/** {@code bench start}: how long {@code ./magpie up} takes until the first 200 on /health/ready, and what it uses. */
final class StartBench {
    static final Bench BENCH = new Bench(
            "start",
            "time, CPU and memory from ./magpie up to ready, on an empty and on a filled folder",
            """
            Starts ./magpie up again and again, on a fresh folder each time and on one that a network was loaded into.
            Time from the launcher's start counts all that it does, time from the JVM's start is what the server says of
            itself. CPU is that of the process, which was the launcher's shell before it became the JVM; the shell's own
            helpers are given apart. The first start, which may build and prepare the cache, is not counted.
            """,
            List.of(StartConfig.class, NetworkConfig.class, OwnServerConfig.class, ResultsConfig.class),
            Bench.reporting(flags -> new StartBench(flags).run()));

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Pattern READY = Pattern.compile("ready after ([0-9.]+) s");

    private final Flags flags;
    private final StartConfig config;
    private final NetworkConfig networkConfig;
    private final TargetConfig target;
    private final Failures failures = new Failures();
    private String server = "";

    private StartBench(Flags flags) {
        this.flags = flags;
        this.config = flags.get(StartConfig.class);
        this.networkConfig = flags.get(NetworkConfig.class);
        this.target = flags.get(OwnServerConfig.class).target();
        Flags.refuse(networkConfig.mistakes());
    }

    private Outcome run() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Graph graph = networkConfig.network();
        try (Sandbox filled = Sandbox.open(target)) {
            Server first = filled.start(List.of());
            Rig rig = Rig.on(first, graph, networkConfig.seed(), target.connections());
            rig.load(networkConfig.postsPerUser());
            failures.add(rig.failures());
            server = first.commandLine();
            filled.stop();
            List<Column> columns = List.of(new Column("empty", empty()), new Column("filled", again(filled)));
            return new Outcome(
                    "start",
                    new Circumstances(
                            flags.command(), machine, server, filled.disk(), "filled: " + graph, flags.values()),
                    columns,
                    List.of(),
                    failures);
        }
    }

    private List<Figure> empty() throws IOException, InterruptedException {
        Figures figures = new Figures();
        for (int i = 0; i < config.repeat(); i++) {
            try (Sandbox fresh = Sandbox.open(target)) {
                start(fresh, figures);
            }
        }
        return figures.list();
    }

    private List<Figure> again(Sandbox filled) throws IOException, InterruptedException {
        Figures figures = new Figures();
        for (int i = 0; i < config.repeat(); i++) {
            start(filled, figures);
        }
        return figures.list();
    }

    private void start(Sandbox sandbox, Figures figures) throws IOException, InterruptedException {
        long start = System.nanoTime();
        LaunchedServer process = sandbox.launch();
        process.ready(BETWEEN_LOOKS);
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] cpu = Proc.of(process.pid()).cpuSeconds();
        figures.less("from the launcher's start to ready", "s", seconds);
        figures.less("from the JVM's start to ready", "s", sinceJvm(process));
        figures.less("CPU until ready", "s", cpu[0]);
        figures.note("CPU of the launcher's helpers", "s", cpu[1]);
        Proc.of(process.pid())
                .memory()
                .ifPresent(memory -> figures.less("memory: resident", "MiB", memory.resident() / 0x1p20));
        sandbox.stop();
    }

    /** The line may come a moment after the first answer. */
    private static double sinceJvm(LaunchedServer process) throws IOException, InterruptedException {
        Waits.until(PATIENCE, BETWEEN_LOOKS, () -> READY.matcher(process.said()).find());
        Matcher line = READY.matcher(process.said());
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }
}
