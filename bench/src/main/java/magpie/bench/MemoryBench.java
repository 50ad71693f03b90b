package magpie.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import magpie.bench.command.Bench;
import magpie.bench.command.Flags;
import magpie.bench.drive.Pace;
import magpie.bench.graph.FullWindows;
import magpie.bench.graph.Graph;
import magpie.bench.machine.Machine;
import magpie.bench.machine.Proc;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import magpie.bench.report.Progress;
import magpie.bench.report.ResultsConfig;
import magpie.bench.rig.Load;
import magpie.bench.rig.Rig;
import magpie.bench.server.OwnServerConfig;
import magpie.bench.server.Sandbox;
import magpie.bench.server.Server;
import magpie.bench.server.TargetConfig;

/** {@code bench memory}: CPU and memory of an idle server; memory per active reader and per entry of the feed index. */
final class MemoryBench {
    static final Bench BENCH = new Bench(
            "memory",
            "CPU and resident memory idle; memory with many active readers, for each and for an index entry",
            """
            Measures what an empty server takes while nobody asks it anything. Loads a network in which every reader has
            more candidates than the window of 800 takes, starts the server anew on it, measures; reads every feed once,
            waits, collects garbage, measures again. What a reader and an entry cost is the difference of the heap in use
            after collections, divided; the writers' feeds are read before the first, so that what a server needs once is
            not counted.
            """,
            List.of(MemoryConfig.class, OwnServerConfig.class, ResultsConfig.class),
            Bench.reporting(flags -> new MemoryBench(flags).run()));

    private static final double MIB = 0x1p20;
    private static final int WINDOW = 800;
    private static final Duration SETTLING = Duration.ofSeconds(3);

    private final Flags flags;
    private final MemoryConfig config;
    private final TargetConfig target;
    private final Figures figures = new Figures();

    private MemoryBench(Flags flags) {
        this.flags = flags;
        this.config = flags.get(MemoryConfig.class);
        this.target = flags.get(OwnServerConfig.class).target();
    }

    private Outcome run() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Graph graph = FullWindows.of(config.readers(), config.seed());
        Progress.say(graph.toString());
        try (Sandbox sandbox = Sandbox.open(target)) {
            fresh(sandbox);
            Rig rig = Rig.on(sandbox.start(List.of()), graph, config.seed(), target.connections());
            new Load(rig.server(), rig.people(), rig.network(), rig.api(), rig.drive())
                    .run(rig.network().postsOf(FullWindows.AUTHORS), (long) FullWindows.AUTHORS * FullWindows.POSTS);
            sandbox.stop();
            Rig again = rig.onServer(sandbox.start(List.of()));
            measure(again);
            return new Outcome(
                    "memory",
                    new Circumstances(
                            flags.command(),
                            machine,
                            again.server().commandLine(),
                            sandbox.disk(),
                            graph.toString(),
                            flags.values()),
                    List.of(new Column("", figures.list())),
                    List.of(),
                    rig.failures());
        }
    }

    private void fresh(Sandbox sandbox) throws IOException, InterruptedException {
        Server server = sandbox.start(List.of());
        rest();
        memory("empty and idle", server);
        cpu("empty and idle", server);
        sandbox.stop();
    }

    /** The writers read first: that loads what is needed once, such as the near caches. */
    private void measure(Rig rig) throws IOException, InterruptedException {
        Server server = rig.server();
        rest();
        memory("filled and idle", server);
        rig.people().signIn(Progress.silent());
        rig.run(rig.network().visits(), Pace.closed(FullWindows.AUTHORS));
        double before = heapAfterCollection(server);
        new Load(server, rig.people(), rig.network(), rig.api(), rig.drive()).visit();
        server.settle();
        rest();
        memory("with active readers", server);
        double after = heapAfterCollection(server);
        memory("with active readers, collected", server);
        double each = (after - before) / config.readers();
        figures.note("active readers", "", config.readers() + FullWindows.AUTHORS);
        figures.less("heap for an active reader", "B", each);
        figures.less("heap for an index entry, by difference", "B", each / WINDOW);
    }

    private static void rest() throws InterruptedException {
        Thread.sleep(SETTLING);
    }

    private void cpu(String when, Server server) throws IOException, InterruptedException {
        Proc process = Proc.of(server.pid());
        double before = process.cpuSeconds()[0];
        Thread.sleep(Duration.ofSeconds(config.idleSeconds()));
        double used = process.cpuSeconds()[0] - before;
        figures.less(when + ": CPU a second", "ms", 1_000 * used / config.idleSeconds());
    }

    private void memory(String when, Server server) throws IOException {
        Proc.Memory memory = Proc.of(server.pid())
                .memory()
                .orElseThrow(() -> new IOException("There is no /proc/PID/smaps_rollup: this needs Linux."));
        figures.less(when + ": resident", "MiB", memory.resident() / MIB);
        figures.note(when + ": proportional", "MiB", memory.proportional() / MIB);
        figures.note(when + ": anonymous", "MiB", memory.anonymous() / MIB);
        figures.note(when + ": of files", "MiB", memory.files() / MIB);
        figures.note(when + ": heap in use", "MiB", server.metrics().heapBytes() / MIB);
    }

    /** Bytes of heap in use after a full collection. */
    private static double heapAfterCollection(Server server) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(server.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("jcmd could not make the server collect its garbage.");
        }
        return server.metrics().heapBytes();
    }
}
