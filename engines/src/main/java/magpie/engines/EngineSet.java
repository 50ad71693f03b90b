package magpie.engines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import magpie.engines.node.EngineException;
import magpie.engines.node.Fetcher;
import magpie.engines.node.Home;
import magpie.engines.node.Layout;
import magpie.engines.node.LogKeeper;
import magpie.engines.node.Node;
import magpie.engines.node.NodeProcess;
import magpie.engines.node.Progress;
import magpie.engines.node.ServerKind;
import magpie.engines.node.ServerKind.Place;
import magpie.engines.server.Cassandra;
import magpie.engines.server.Kafka;
import magpie.engines.server.Neo4j;
import magpie.engines.server.Postgres;
import magpie.engines.server.Redis;
import magpie.engines.server.Sentinel;
import magpie.kit.Waits;

/** Manages all servers of one home: starts them, stops them and reports their state. */
public final class EngineSet {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Home home;
    private final List<ServerKind> engines;
    private final LogKeeper logs;

    public EngineSet(Home home) {
        this(home, engines(0));
    }

    /** The usual engines, with this many more Neo4j nodes as replicas of the graph. */
    static List<ServerKind> engines(int copies) {
        return List.of(new Postgres(), new Neo4j(copies), new Cassandra(), new Kafka(), new Redis(), new Sentinel());
    }

    /** A set of other engines than the usual. */
    public EngineSet(Home home, List<ServerKind> engines) {
        this.home = home;
        this.engines = engines;
        this.logs = new LogKeeper(home, LogKeeper.BYTES, LogKeeper.SECONDS);
    }

    /** Work done while no other command changes what runs. */
    private interface Change {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Fetches what is missing, makes a set if there is none, starts what does not run, and waits until all answer.
     *
     * @param asked how many nodes; 0 for as many as there are, or one
     * @param only the engines; none for all
     * @param lib where a new set keeps what is fetched
     * @return the set as it is now
     */
    public Layout up(int asked, List<String> only, Path lib) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        home.make();
        alone(() -> {
            List<ServerKind> chosen = chosen(only);
            Layout layout = layout(asked, chosen, lib);
            Fetcher fetcher = new Fetcher(Path.of(layout.lib()));
            for (ServerKind engine : chosen) {
                if (engine.nodes(layout.asked()) > 0) {
                    engine.fetch(fetcher, home);
                }
            }
            start(layout, chosen);
        });
        Progress.say("up after " + seconds(begin));
        return existing();
    }

    private Layout layout(int asked, List<ServerKind> chosen, Path lib) throws IOException {
        Layout known = home.layout();
        if (known != null && asked != 0 && known.asked() != asked) {
            throw new EngineException("There is a set of " + known.asked() + " each in " + home.folder()
                    + ". Remove it and its data by ./magpie " + home.word() + " reset, or ask for as many.");
        }
        Layout layout = (known == null ? Layout.make(Math.max(1, asked), lib.toString()) : known).with(chosen);
        home.write(layout);
        return layout;
    }

    private void start(Layout layout, List<ServerKind> chosen) throws IOException, InterruptedException {
        for (List<ServerKind> turn : turns(chosen).values()) {
            Together.each(turn, engine -> startAll(layout, engine));
        }
    }

    /** The engines of each turn, in start order. */
    private static NavigableMap<Integer, List<ServerKind>> turns(List<ServerKind> chosen) {
        return chosen.stream().collect(Collectors.groupingBy(ServerKind::turn, TreeMap::new, Collectors.toList()));
    }

    private static boolean isPart(ServerKind engine) {
        return !engine.partOf().equals(engine.name());
    }

    private void startAll(Layout layout, ServerKind engine) throws IOException, InterruptedException {
        List<Place> places = engine.order(places(layout, engine));
        if (engine.oneByOne()) {
            for (Place place : places) {
                start(place);
            }
        } else {
            Together.each(places, this::start);
        }
        if (!places.isEmpty()) {
            engine.complete(places);
        }
    }

    /** Stops these engines; none for all. Their data stays. */
    public void down(List<String> only) throws IOException, InterruptedException {
        Layout layout = home.layout();
        if (layout != null) {
            alone(() -> stop(layout, chosen(only)));
        }
    }

    private void stop(Layout layout, List<ServerKind> chosen) throws IOException, InterruptedException {
        for (List<ServerKind> turn : turns(chosen).descendingMap().values()) {
            Together.each(turn, engine -> Together.each(places(layout, engine), this::stop));
        }
    }

    /** Restarts a node, or all nodes of an engine one after another. */
    public void restart(String name) throws IOException, InterruptedException {
        Layout layout = existing();
        alone(() -> {
            for (Node node : nodes(layout, name)) {
                Place place = place(layout, node);
                stop(place);
                start(place);
                Thread.sleep(engine(place).noticed());
            }
        });
    }

    /** Stops all nodes and removes their data. */
    public void reset() throws IOException, InterruptedException {
        Layout layout = home.layout();
        if (layout != null) {
            alone(() -> {
                stop(layout, engines);
                home.forget();
            });
        }
    }

    /** Promotes a standby of PostgreSQL to primary: the named one, or for {@code postgres} the most up-to-date one. */
    void promote(String name) throws IOException, InterruptedException {
        Layout layout = existing();
        List<Place> standbys =
                nodes(layout, name).stream().map(node -> place(layout, node)).toList();
        if (!(engine(standbys.getFirst()) instanceof Postgres postgres)) {
            throw new EngineException(name + " cannot be promoted (expected: postgres or a node of it).");
        }
        alone(() -> new Promotion(this, postgres.order(places(layout, postgres))).promote(name));
    }

    /** Backs up what the nodes have acknowledged until now into a new folder, while they run. */
    void backup(Path folder) throws IOException, InterruptedException {
        Layout layout = existing();
        alone(() -> new Saving(this).save(layout, Backup.begin(folder)));
    }

    /** Restores a set from a backup, with the same names, passwords and ports, and starts it. */
    Layout restore(Path folder, Path lib) throws IOException, InterruptedException {
        Backup backup = Backup.read(folder);
        home.make();
        alone(() -> {
            if (home.layout() != null) {
                throw new EngineException("There is a set in " + home.folder() + ". Remove it and its data by ./magpie "
                        + home.word() + " reset.");
            }
            Layout layout = backup.layout(lib);
            layout.mustBeFree();
            new Saving(this).load(layout, backup, home);
            home.write(layout); // last, so that an incomplete set cannot be started
        });
        return up(0, List.of(), lib);
    }

    public List<Status> status() throws IOException, InterruptedException {
        List<Status> all = new ArrayList<>();
        Layout layout = existing();
        for (Node node : layout.nodes()) {
            all.add(status(place(layout, node)));
        }
        return all;
    }

    Status status(Place place) throws IOException, InterruptedException {
        Node node = place.node();
        Optional<ProcessHandle> process = process(place).running();
        String health = process.isPresent() ? health(place) : "stopped";
        return new Status(
                node.name(),
                node.number(),
                process.map(ProcessHandle::pid).orElse(0L),
                node.address(ServerKind.CLIENTS),
                health.equals(Status.OK) ? engine(place).role(place) : "",
                health);
    }

    Status status(String name) throws IOException, InterruptedException {
        return status(onePlace(name));
    }

    NodeProcess process(String name) throws IOException {
        return process(onePlace(name));
    }

    private Place onePlace(String name) throws IOException {
        Layout layout = existing();
        List<Node> nodes = nodes(layout, name);
        if (nodes.size() != 1) {
            throw new EngineException("There are several " + name + " here (expected: one, such as "
                    + nodes.getFirst().name() + ").");
        }
        return place(layout, nodes.getFirst());
    }

    Layout existing() throws IOException {
        Layout layout = home.layout();
        if (layout == null) {
            throw new EngineException("There are no " + home.word() + " in " + home.folder() + ". Start by ./magpie "
                    + home.word() + " up.");
        }
        return layout;
    }

    /** The node of that name, or all nodes of the engine of that name. */
    private static List<Node> nodes(Layout layout, String name) {
        List<Node> nodes = layout.nodes().stream()
                .filter(node -> node.name().equals(name) || node.engine().equals(name))
                .toList();
        if (nodes.isEmpty()) {
            throw new EngineException("There is no " + name + " here (expected: one of "
                    + String.join(", ", layout.nodes().stream().map(Node::name).toList()) + ").");
        }
        return nodes;
    }

    private List<ServerKind> chosen(List<String> only) {
        List<String> names = engines.stream()
                .filter(engine -> !isPart(engine))
                .map(ServerKind::name)
                .toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new EngineException(
                        "There is no engine " + name + " (expected: " + String.join(", ", names) + ").");
            }
        }
        return engines.stream()
                .filter(engine -> only.isEmpty() || only.contains(engine.partOf()))
                .toList();
    }

    ServerKind engine(Place place) {
        Node node = place.node();
        return engines.stream()
                .filter(engine -> engine.name().equals(node.engine()))
                .findFirst()
                .orElseThrow(() -> new EngineException("This program knows no engine " + node.engine() + "."));
    }

    /** Starts a node that does not run, and waits until it answers. */
    void start(Place place) throws IOException, InterruptedException {
        NodeProcess process = process(place);
        String name = place.node().name();
        if (process.running().isEmpty()) {
            long begin = System.nanoTime();
            Progress.say(name + " starts …");
            ServerKind engine = engine(place);
            home.makeNodeFolder(place.node());
            engine.setUp(place);
            process.start(engine.command(place));
            logs.start();
            await(place, process);
            Progress.say(name + " is ready after " + seconds(begin));
        }
    }

    private void await(Place place, NodeProcess process) throws IOException, InterruptedException {
        boolean answers = Waits.until(PATIENCE, PAUSE, () -> {
            boolean isWell = health(place).equals(Status.OK);
            if (!isWell && process.running().isEmpty()) {
                throw new EngineException(place.node().name() + " stopped while it started." + lastWords(process));
            }
            return isWell;
        });
        if (!answers) {
            throw new EngineException(place.node().name() + " does not answer after " + PATIENCE.toSeconds() + " s: "
                    + health(place) + "." + lastWords(process));
        }
    }

    private static String lastWords(NodeProcess process) throws IOException {
        return " The end of its log " + process.log() + ":\n" + process.lastWords();
    }

    void stop(Place place) throws IOException, InterruptedException {
        ServerKind engine = engine(place);
        switch (process(place).stop(engine.stopSignal())) {
            case ORDERLY -> {
                engine.stopped(place);
                Progress.say(place.node().name() + " stopped");
            }
            case KILLED -> Progress.say(place.node().name() + " did not stop in time and was killed");
            case WAS_NOT_RUNNING -> {}
        }
    }

    private String health(Place place) throws InterruptedException {
        try {
            engine(place).check(place);
            return Status.OK;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void alone(Change change) throws IOException, InterruptedException {
        FileChannel lock = home.lock();
        try {
            change.run();
        } finally {
            lock.close();
        }
    }

    private List<Place> places(Layout layout, ServerKind engine) {
        return layout.of(engine.name()).stream()
                .map(node -> place(layout, node))
                .toList();
    }

    Place place(Layout layout, Node node) {
        return new Place(node, layout, home.nodeFolder(node));
    }

    NodeProcess process(Place place) {
        return new NodeProcess(place.folder());
    }

    static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }
}
