package magpie.bench.rig;

import java.io.IOException;
import java.time.Duration;
import magpie.bench.drive.Drive;
import magpie.bench.drive.Failures;
import magpie.bench.drive.Network;
import magpie.bench.drive.Pace;
import magpie.bench.drive.Plan;
import magpie.bench.drive.Stage;
import magpie.bench.graph.Graph;
import magpie.bench.report.Progress;
import magpie.bench.server.Server;

/**
 * A server with a network, and what drives it: what every bench that loads a server works with. For one thread.
 *
 * @param server the server
 * @param people its accounts
 * @param network who asks for what
 * @param api its public API
 * @param drive makes the requests
 * @param failures of all that was driven
 * @param seed of everything random
 */
public record Rig(
        Server server, Population people, Network network, Api api, Drive drive, Failures failures, long seed) {
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** On a server that has nothing of this network yet. */
    public static Rig on(Server server, Graph graph, long seed, int connections) {
        return on(server, graph, seed, connections, new Failures());
    }

    /** The same, with failures counted otherwise. */
    public static Rig on(Server server, Graph graph, long seed, int connections, Failures failures) {
        String run = Long.toString(System.currentTimeMillis(), 36);
        Population people = new Population(server.admin(), "b" + run + "_", graph.users());
        return new Rig(
                server,
                people,
                new Network(graph, seed),
                new Api(server.api(), people, run, seed),
                new Drive(server.api(), connections),
                failures,
                seed);
    }

    /** The same network on a server that was started anew. */
    public Rig onServer(Server again) {
        Population same = people.on(again.admin());
        return new Rig(
                again,
                same,
                network,
                new Api(again.api(), same, Long.toString(System.currentTimeMillis(), 36), seed),
                new Drive(again.api(), drive.workers()),
                failures,
                seed);
    }

    /** Brings the network in and makes everybody an active reader; the answer is who has a full page. */
    public int[] load(int postsPerUser) throws IOException, InterruptedException {
        Load load = new Load(server, people, network, api, drive);
        failures.add(load.run(postsPerUser));
        int[] full = load.visit();
        if (full.length == 0) {
            throw new IOException("Nobody's feed fills a page: more posts are needed (--posts-per-user).");
        }
        return full;
    }

    public Stage run(Plan plan, Pace pace) throws InterruptedException {
        Stage stage = drive.run(plan, pace, api);
        failures.add(stage);
        return stage;
    }

    /** The most requests a second of a plan. */
    public double saturation(Plan plan) throws IOException, InterruptedException {
        Progress.say("finding out how much it can do …");
        prepare();
        Stage stage = run(plan, Pace.closed(PROBE));
        return stage.perSecond(stage.done());
    }

    /** Drives a plan on a server that has nothing else to do, and waits until all that follows from it is done. */
    Alone alone(Plan plan, Pace pace) throws IOException, InterruptedException {
        prepare();
        Meter meter = Meter.start(server);
        Stage stage = run(plan, pace);
        server.settle();
        return new Alone(stage, meter.read());
    }

    /**
     * Lets the server finish what it has, and sees to it that tokens are good for long enough. A new token is verified
     * when it is first seen, which is not what is measured: so everybody comes once.
     */
    public void prepare() throws IOException, InterruptedException {
        server.settle();
        if (people.renew()) {
            run(network.visits(), Pace.closed(network.graph().users()));
        }
    }
}
