package magpie.app.node;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.log.Topics;
import magpie.app.data.DataFolder;
import magpie.gateway.Gateway;
import magpie.gateway.http.Route;
import magpie.kit.Opened;
import magpie.kit.StartException;
import magpie.kit.Waits;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.EventLog;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import magpie.kit.loop.Vitals;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.Roles;
import magpie.kit.roles.RunningRole;
import magpie.kit.rpc.RpcSecret;
import magpie.kit.rpc.RpcServer;
import magpie.kit.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the roles of one process on one data folder. Several nodes can live in one JVM: nothing here is static.
 * Everything opened is closed in reverse order, even when a start fails half-way.
 */
public final class Node implements AutoCloseable {
    /** How long a stop may take; what has not ended by then is abandoned. */
    public static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(60);

    private final Plan plan;
    private final Telemetry telemetry;
    private final Vitals vitals = new Vitals();
    private final Opened opened = new Opened();
    /** Asked by the operator while it is filled. */
    private final Map<String, RunningRole> running = Collections.synchronizedMap(new LinkedHashMap<>());

    private final DataFolder folder;
    private final Wiring wiring;
    private volatile EventLog events;
    private volatile @Nullable OperatorPort operatorPort;
    private volatile @Nullable RpcServer internal;
    /** The ends of the topics up to which everything was done at the last {@link #settle}. */
    private final AtomicReference<List<Long>> settled = new AtomicReference<>(List.of());

    private volatile boolean up;

    private Node(Plan plan, DataFolder folder) {
        this.plan = plan;
        this.folder = opened.add(folder);
        this.telemetry = opened.add(new Telemetry());
        this.wiring = opened.add(new Wiring(plan, telemetry));
        this.events = new EmbeddedLog(wiring::topics, telemetry.registry());
    }

    /**
     * Starts what a plan says; returns when it is ready for requests.
     *
     * @param door opens the operator's port before anything else, so that it can report a wait for an engine
     * @throws StartException when it cannot start, with the reason and what to do
     */
    public static Node start(Plan plan, OperatorPort.Door door) {
        return started(plan, node -> {
            node.openOperatorPort(door);
            node.openLog();
            node.startRoles();
            node.openInternalPort();
        });
    }

    /** Starts without any port: for the operator's commands on an instance that does not run. */
    public static Node offline(Plan plan) {
        return started(plan.offline(), node -> {
            node.openLog();
            node.startRoles();
        });
    }

    /** The port of the public API; 0 if it is elsewhere. */
    public int port() {
        return running.get(Roles.edge().name()) instanceof Gateway gateway ? gateway.port() : 0;
    }

    /** The routes of the public API here; none if it is elsewhere. */
    public List<Route> routes() {
        return running.get(Roles.edge().name()) instanceof Gateway gateway ? gateway.routes() : List.of();
    }

    /** The loopback port for metrics and admin; 0 if none is open. */
    public int adminPort() {
        return operatorPort == null ? 0 : operatorPort.instance().port();
    }

    /** The port for other Magpie processes; 0 if none is open. */
    public int internalPort() {
        return internal == null ? 0 : internal.port();
    }

    /**
     * Whether the node can serve: every role runs here or, if there is one process of each role, can be reached
     * elsewhere. One of many processes keeps serving while a peer is away, but never without its background loops.
     */
    public boolean ready() {
        return up
                && vitals.ended().isEmpty()
                && (plan.profile().servesWithout() || !wiring.serving().containsValue(false));
    }

    /**
     * Waits until every consumer here has reached its topic's end as of this call, and repeats that until it causes no
     * new events.
     *
     * @return whether there was anything to wait for; with several nodes, repeat until none of them had
     */
    public boolean settle() {
        boolean waited = false;
        while (settleOnce()) {
            waited = true;
        }
        return waited;
    }

    /** Whether this process is the one, of several for a role, that moves events into the log. */
    public boolean movesEvents() {
        return relays().allMatch(Relay::isMoving);
    }

    /** A contract as the roles here see it, for tests and tools. */
    public <T> T contract(Class<T> contract) {
        return wiring.contract(contract);
    }

    /** Finishes what is under way, then stops; closing again does nothing. */
    @Override
    public void close() {
        if (up) {
            up = false;
            drain();
        }
        opened.close();
    }

    /** Reports that it is not ready, and still serves those who have not noticed. */
    private void drain() {
        Waits.pause(plan.node().drain());
    }

    public Plan plan() {
        return plan;
    }

    public Path data() {
        return folder.path();
    }

    /** The background loops, and whether they are alive. */
    public Vitals vitals() {
        return vitals;
    }

    public Telemetry telemetry() {
        return telemetry;
    }

    public Topics topics(String topic) {
        return wiring.topics(topic);
    }

    /** All topics, for the operator. */
    public EventLog log() {
        return events;
    }

    Map<String, Boolean> peersServing() {
        return wiring.serving();
    }

    /** The roles that run here, each after those it depends on. */
    public Map<String, RunningRole> running() {
        synchronized (running) {
            return new LinkedHashMap<>(running);
        }
    }

    public List<Subscription> consumers() {
        return running().values().stream()
                .flatMap(role -> role.consumers().stream())
                .toList();
    }

    private interface Steps {
        void run(Node node);
    }

    private static Node started(Plan plan, Steps steps) {
        Node node = new Node(plan, DataFolder.open(plan.node().data()));
        try {
            plan.profile().check(plan.roles(), node.folder.path());
            node.vitals.watching(() -> steps.run(node));
            node.up = true;
            return node;
        } catch (RuntimeException | Error e) {
            node.close();
            throw e;
        }
    }

    private void openOperatorPort(OperatorPort.Door door) {
        OperatorPort port = opened.add(door.open(this, plan.node().adminPort()));
        operatorPort = port;
        folder.announce(port.instance());
    }

    private void openLog() {
        events = plan.profile().log(wiring, telemetry, opened);
    }

    private void openInternalPort() {
        NodeConfig config = plan.node();
        RpcSecret secret = plan.secret();
        if (!plan.hasInternalPort() || secret == null) {
            return;
        }
        try {
            internal =
                    opened.add(RpcServer.start(config.internalHost(), config.internalPort(), wiring.offered(), secret));
        } catch (UncheckedIOException e) {
            throw new StartException(e.getMessage() + " (" + e.getCause() + "). Give another --internal-port.", e);
        }
    }

    /**
     * Starts all roles at once: opening files and ports is mostly waiting. {@link Wiring} keeps necessary order. An
     * interrupt interrupts them too. Returns or fails when all have ended, so that what has started is closed.
     */
    private void startRoles() {
        List<Start> starts = plan.roles().stream().map(Start::new).toList();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            starts.forEach(start -> threads.execute(() -> vitals.watching(start::run)));
        }
        List<RuntimeException> failures = new ArrayList<>();
        starts.forEach(start -> start.end(failures));
        if (Thread.currentThread().isInterrupted()) {
            throw new StartException("The start was interrupted.");
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** Starts one role on its own thread. */
    private final class Start {
        private final Plan.Planned<?> planned;
        private @Nullable RunningRole role;
        private @Nullable Throwable failure;

        Start(Plan.Planned<?> planned) {
            this.planned = planned;
        }

        private String name() {
            return planned.role().name();
        }

        void run() {
            Thread.currentThread().setName("start-" + name());
            long begin = System.nanoTime();
            RoleContext context = new RoleContext(
                    folder.path(),
                    wiring.peersOf(planned.role()),
                    events,
                    telemetry.registry(),
                    plan.node().edge(),
                    Node.this::ready);
            try {
                RunningRole started = planned.start(plan.profile(), context);
                role = started;
                wiring.started(name(), started);
                log.debug(
                        "{} started in {} ms",
                        name(),
                        Duration.ofNanos(System.nanoTime() - begin).toMillis());
            } catch (Throwable e) { // whatever it is, the others must not wait for ever
                failure = e;
                wiring.failed(name(), e);
            }
        }

        /** Called in the order of the table, so that the first failure is the cause of later ones. */
        void end(List<RuntimeException> failures) {
            if (role != null) {
                running.put(name(), opened.add(role));
            } else if (failure != null) {
                failures.add(explained(failure));
            }
        }

        private RuntimeException explained(Throwable reason) {
            return switch (reason) {
                case StartException known -> known;
                case CompletionException later -> later;
                default -> new StartException("The role " + name() + " cannot start: " + reason, reason);
            };
        }
    }

    private Stream<Relay> relays() {
        return running().values().stream().flatMap(role -> role.relays().stream());
    }

    /** A topic's end covers all processes: it also shows what another process of a group did. */
    private boolean settleOnce() {
        relays().forEach(Node::settle);
        List<Long> ends = consumers().stream().map(Subscription::end).toList();
        for (Subscription consumer : consumers()) {
            if (!settle(consumer)) {
                throw ServiceException.of(
                        Code.UNAVAILABLE,
                        consumer.name() + " did not come to the end of " + consumer.topic() + " in "
                                + SETTLE_LIMIT.toSeconds() + " s; it is at " + consumer.position() + ".");
            }
        }
        return !ends.equals(settled.getAndSet(ends));
    }

    private static boolean settle(Subscription consumer) {
        return Waits.orUnavailable(() -> consumer.settle(SETTLE_LIMIT));
    }

    private static void settle(Relay relay) {
        if (!Waits.orUnavailable(() -> relay.settle(SETTLE_LIMIT))) {
            throw ServiceException.unavailable(
                    "Events were not brought to the log in " + SETTLE_LIMIT.toSeconds() + " s.", null);
        }
    }
}
