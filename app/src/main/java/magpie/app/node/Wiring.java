package magpie.app.node;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import magpie.api.ServiceException;
import magpie.api.log.Topics;
import magpie.kit.StartException;
import magpie.kit.resilience.Guard;
import magpie.kit.resilience.GuardConfig;
import magpie.kit.roles.Peers;
import magpie.kit.roles.Role;
import magpie.kit.roles.Roles;
import magpie.kit.roles.RunningRole;
import magpie.kit.rpc.RpcClient;
import magpie.kit.rpc.RpcSecret;
import magpie.kit.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the roles of one process with one another and with those elsewhere. Asking for a role that is still starting
 * waits for it, so all roles can start at once; their dependencies have no cycle.
 */
final class Wiring implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Wiring.class);

    private final Telemetry telemetry;
    private final Duration patience;
    private final Map<String, CompletableFuture<RunningRole>> here = new LinkedHashMap<>();
    private final Map<String, RpcClient> elsewhere = new TreeMap<>();
    private final Map<Class<?>, Object> observed = new ConcurrentHashMap<>();

    Wiring(Plan plan, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.patience = plan.profile().patience();
        plan.roles().forEach(planned -> here.put(planned.role().name(), new CompletableFuture<>()));
        RpcSecret secret = plan.secret();
        if (secret != null) {
            String caller = String.join("+", here.keySet());
            plan.peers()
                    .forEach((role, addresses) -> elsewhere.put(
                            role,
                            RpcClient.connect(
                                    caller, addresses, secret, Roles.named(role).contracts())));
        }
    }

    /** Tells those who wait for a role that it has started; {@link #failed}, that it has not. */
    void started(String role, RunningRole running) {
        future(role).complete(running);
    }

    void failed(String role, Throwable reason) {
        future(role).completeExceptionally(reason);
    }

    /** The peers of a role: those it names in the table and no others. */
    Peers peersOf(Role caller) {
        return new Peers() {
            @Override
            public <T> T of(Class<T> contract) {
                boolean remote = elsewhere.containsKey(declared(Roles.offering(contract)));
                T peer = contract(contract);
                return remote || caller.degrades() ? guarded(contract, peer, caller, remote) : peer;
            }

            @Override
            public Topics topics(String topic) {
                declared(Roles.telling(topic));
                return Wiring.this.topics(topic);
            }

            private String declared(Role peer) {
                if (!caller.needs().contains(peer.name())) {
                    throw new IllegalStateException("peer of " + caller.name() + ": " + peer.name()
                            + " (expected: one of " + caller.needs() + ")");
                }
                return peer.name();
            }
        };
    }

    private <T> T guarded(Class<T> contract, T peer, Role caller, boolean remote) {
        GuardConfig config = remote ? GuardConfig.REMOTE : GuardConfig.LOCAL;
        return Guard.around(contract, peer, caller.name(), config, telemetry.registry());
    }

    /** A contract, local or remote. */
    <T> T contract(Class<T> contract) {
        String role = Roles.offering(contract).name();
        if (!here.containsKey(role)) {
            return warm(role).contract(contract);
        }
        T own = contract.cast(Objects.requireNonNull(running(role).contracts().get(contract), role));
        return contract.cast(observed.computeIfAbsent(contract, key -> telemetry.observed(contract, own)));
    }

    /** A topic, local or remote. */
    Topics topics(String topic) {
        String role = Roles.telling(topic).name();
        if (here.containsKey(role)) {
            return Objects.requireNonNull(running(role).topics().get(topic), topic);
        }
        return warm(role).contract(Topics.class);
    }

    /** The contracts that other processes may call here: those of all roles, and all their topics as one. */
    Map<Class<?>, Object> offered() {
        Map<Class<?>, Object> offered = new LinkedHashMap<>();
        Map<String, Topics> topics = new TreeMap<>();
        for (String role : here.keySet()) {
            running(role).contracts().keySet().forEach(contract -> offered.put(contract, contract(contract)));
            topics.putAll(running(role).topics());
        }
        offered.put(Topics.class, new OwnTopics(topics));
        return offered;
    }

    /** Whether each role elsewhere can be called at this moment. */
    Map<String, Boolean> serving() {
        Map<String, Boolean> serving = new TreeMap<>();
        elsewhere.forEach((role, client) -> serving.put(role, client.serving()));
        return serving;
    }

    @Override
    public void close() {
        elsewhere.values().forEach(RpcClient::close);
    }

    private RunningRole running(String role) {
        return future(role).join();
    }

    private CompletableFuture<RunningRole> future(String role) {
        CompletableFuture<RunningRole> future = here.get(role);
        if (future == null) {
            throw new IllegalStateException("role: " + role + " (expected: one of " + here.keySet() + ")");
        }
        return future;
    }

    /** The first call waits until the role elsewhere is there: processes may be started in any order. */
    private RpcClient warm(String role) {
        RpcClient client = elsewhere.get(role);
        if (client == null) {
            throw ServiceException.unavailable("The role " + role + " runs neither here nor at a peer.", null);
        }
        if (!client.serving()) {
            waitFor(role, client);
        }
        return client;
    }

    private void waitFor(String role, RpcClient client) {
        log.info("waiting for role {} at its peer", role);
        try {
            client.warm(patience);
        } catch (ServiceException e) {
            throw new StartException(
                    "The role " + role + " did not answer in " + patience.toSeconds() + " s. Does its process run"
                            + " at the address in --peers, with the same --secret-file?",
                    e);
        }
    }
}
