package magpie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import magpie.bench.command.Flags;
import magpie.bench.drive.Failures;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Plan;
import magpie.bench.graph.Graph;
import magpie.bench.graph.NetworkConfig;
import magpie.bench.machine.Machine;
import magpie.bench.report.Figures;
import magpie.bench.report.Outcome;
import magpie.bench.report.Outcome.Circumstances;
import magpie.bench.report.Outcome.Column;
import magpie.bench.report.Progress;
import magpie.bench.rig.Rig;
import magpie.bench.server.Sandbox;
import magpie.bench.server.Server;
import magpie.bench.server.TargetConfig;

/**
 * A bench that drives one network on one server and produces one column of figures.
 *
 * @param flags its flags
 * @param figures its results
 * @param notes sentences about them
 */
record OneServer(Flags flags, Figures figures, List<String> notes) {
    /** Drives a server that is loaded and ready. */
    interface Work {
        void with(Rig rig, String name) throws IOException, InterruptedException;
    }

    static OneServer of(Flags flags) {
        Flags.refuse(
                flags.get(NetworkConfig.class).mistakes(),
                flags.get(TargetConfig.class).mistakes());
        return new OneServer(flags, new Figures(), new ArrayList<>());
    }

    /** Loads the network, does the work and reports it for this bench. */
    Outcome run(String bench, Failures failures, Work work) throws IOException, InterruptedException {
        NetworkConfig config = flags.get(NetworkConfig.class);
        TargetConfig target = flags.get(TargetConfig.class);
        Machine machine = Machine.here();
        Graph graph = config.network();
        String name = bench + "-" + graph.shortName();
        Progress.say(graph.toString());
        try (Sandbox sandbox = Sandbox.open(target)) {
            Server server = target.runs() ? Server.running(target) : sandbox.start(List.of());
            Rig rig = Rig.on(server, graph, config.seed(), target.connections(), failures);
            rig.load(config.postsPerUser());
            work.with(rig, name);
            return new Outcome(
                    name,
                    new Circumstances(
                            flags.command(),
                            machine,
                            server.commandLine(),
                            sandbox.disk(),
                            graph.toString(),
                            flags.values()),
                    List.of(new Column("", figures.list())),
                    notes,
                    failures);
        }
    }

    /** Warms the server up with its mix for some seconds. */
    static void warmUp(Rig rig, Plan mix, int seconds) throws IOException, InterruptedException {
        Progress.say("warming up …");
        rig.prepare();
        rig.run(mix, Pace.closed(Duration.ofSeconds(seconds)));
    }
}
