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
 * A server with a network, and its load generator: what every bench that loads a server uses. For one thread.
 *
 * @param server the server
 * @param people its accounts
 * @param network who requests what
 * @param api its public API
 * @param drive makes the requests
 * @param failures of all that was driven
 * @param seed of everything random
 */
public record Rig(
        Server server, Population people, Network network, Api api, Drive drive, Failures failures, long seed) {
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** A rig for a server that has nothing of this network yet. */
    public static Rig on(Server server, Graph graph, long seed, int connections) {
        return on(server, graph, seed, connections, new Failures());
    }

    /** A rig with its own count of failures. */
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

    /** The same network on a restarted server. */
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

    /** Loads the network and makes everybody an active reader; returns those with a full page. */
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

    /** The maximum throughput of a plan, in requests per second. */
    public double saturation(Plan plan) throws IOException, InterruptedException {
        Progress.say("finding out how much it can do …");
        prepare();
        Stage stage = run(plan, Pace.closed(PROBE));
        return stage.perSecond(stage.done());
    }

    /** Drives a plan on an otherwise idle server, and waits until all its effects are done. */
    Alone alone(Plan plan, Pace pace) throws IOException, InterruptedException {
        prepare();
        Meter meter = Meter.start(server);
        Stage stage = run(plan, pace);
        server.settle();
        return new Alone(stage, meter.read());
    }

    /**
     * Lets the server finish its work, and renews tokens that expire soon. A new token is verified when it is first
     * seen, which must not be measured: so everybody makes one request.
     */
    public void prepare() throws IOException, InterruptedException {
        server.settle();
        if (people.renew()) {
            run(network.visits(), Pace.closed(network.graph().users()));
        }
    }
}
