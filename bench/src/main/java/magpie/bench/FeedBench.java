package magpie.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import magpie.bench.Load.Loaded;
import magpie.bench.Results.Alone;
import magpie.bench.Results.Costs;
import magpie.bench.Results.Mixed;
import magpie.bench.Results.Round;
import magpie.bench.graph.Graph;

/** A run from beginning to end: load, warm up, find the rate, drive the mix, measure each cost alone. */
record FeedBench(BenchConfig config, String command) {
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final double SHARE_OF_SATURATION = 0.5;
    private static final int ROUNDS = 4;
    private static final int WARM_UP_STAGE = 10;
    private static final int PROBE_STAGE = 11;
    private static final int MIX_STAGE = 12;

    Report run() throws IOException, InterruptedException {
        Machine machine = Machine.here();
        Graph graph = config.network();
        if (graph.follows() == 0) {
            throw new IOException(graph.name() + " has no follows.");
        }
        Progress.say(graph.toString());
        if (!config.url().isEmpty()) {
            return new Report(measure(machine, Server.running(config), graph, "unknown"));
        }
        Progress.say("starting a server …");
        try (ServerProcess process = ServerProcess.start(config)) {
            return new Report(measure(machine, process.ready(), graph, process.disk()));
        }
    }

    private Results measure(Machine machine, Server server, Graph graph, String disk)
            throws IOException, InterruptedException {
        String run = Long.toString(System.currentTimeMillis(), 36);
        Population people = new Population(server.admin(), "b" + run + "_", graph.users());
        Api api = new Api(server.api(), people, run, config.seed());
        Network network = new Network(graph, config.seed());
        Drive drive = new Drive(server.api(), config.connections());
        Load load = new Load(server, people, network, api, drive);
        Loaded loaded = load.run(config.postsPerUser());
        int[] full = load.visit();
        Run running = new Run(server, people, network, api, drive);
        double saturation = running.warmUp();
        Mixed mix = running.mix(saturation);
        Costs costs = config.costSeconds() == 0 ? null : running.costs(full);
        return new Results(
                command,
                machine,
                server.description(),
                disk,
                graph,
                loaded,
                full.length,
                saturation,
                mix,
                costs,
                server.residentBytes());
    }

    /** The measuring, on a network that is there. */
    private final class Run {
        private final Server server;
        private final Population people;
        private final Network network;
        private final Api api;
        private final Drive drive;

        Run(Server server, Population people, Network network, Api api, Drive drive) {
            this.server = server;
            this.people = people;
            this.network = network;
            this.api = api;
            this.drive = drive;
        }

        /** Lets the server's code be compiled; the answer is the most it can do, if somebody needs to know. */
        double warmUp() throws IOException, InterruptedException {
            Progress.say("warming up for " + config.warmUp() + " s …");
            drive.run(network.mix(WARM_UP_STAGE), Pace.closed(Duration.ofSeconds(config.warmUp())), api);
            return config.rate() > 0 ? 0 : probe();
        }

        Mixed mix(double saturation) throws IOException, InterruptedException {
            prepare();
            double rate = config.rate() > 0 ? config.rate() : saturation * SHARE_OF_SATURATION;
            Pace pace = Pace.open(Math.max(1, rate), Duration.ofSeconds(config.seconds()));
            Progress.say(String.format(Locale.ROOT, "the mix, %,.0f/s for %d s …", rate, config.seconds()));
            Visibility visibility = Visibility.start(network, api, server.api(), config.seed());
            try (visibility) {
                Meter meter = Meter.start(server);
                Stage stage = drive.run(network.mix(MIX_STAGE), pace, api);
                return new Mixed(pace, stage, meter.read(), visibility.tally());
            }
        }

        Costs costs(int[] full) throws IOException, InterruptedException {
            if (full.length == 0) {
                throw new IOException("Nobody's feed fills a page: more posts are needed (--posts-per-user).");
            }
            return new Costs(reads(network.feedsOf(full)), rounds());
        }

        private double probe() throws InterruptedException {
            Progress.say("finding out how much it can do …");
            Stage stage = drive.run(network.mix(PROBE_STAGE), Pace.closed(PROBE), api);
            return stage.perSecond(stage.done());
        }

        /** With a warm-up of its own: what was compiled for the mix is not all that it takes at full speed. */
        private Alone reads(Plan plan) throws IOException, InterruptedException {
            Duration length = Duration.ofSeconds(config.costSeconds());
            Progress.say("feed reads alone, " + config.costSeconds() + " s and as long before to warm up …");
            alone(plan, length);
            return alone(plan, length);
        }

        private List<Round> rounds() throws IOException, InterruptedException {
            Duration length = Duration.ofSeconds(config.costSeconds()).dividedBy(ROUNDS);
            Progress.say("publishes alone, to nobody and to followers in turns, 2 x " + config.costSeconds()
                    + " s and as long before to warm up …");
            rounds(length);
            return rounds(length);
        }

        private List<Round> rounds(Duration length) throws IOException, InterruptedException {
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                Alone publishes = alone(n -> Request.publish(people.lonely(n)), length);
                rounds.add(new Round(publishes, alone(network.followedPosts(), length)));
            }
            return rounds;
        }

        private Alone alone(Plan plan, Duration length) throws IOException, InterruptedException {
            prepare();
            Meter meter = Meter.start(server);
            Stage stage = drive.run(plan, Pace.closed(length), api);
            server.admin().settle();
            return new Alone(stage, meter.read());
        }

        private void prepare() throws IOException {
            server.admin().settle();
            people.renew();
        }
    }
}
