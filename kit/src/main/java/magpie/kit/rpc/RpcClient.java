package magpie.kit.rpc;

import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import magpie.api.Idempotent;
import magpie.api.ReadOnly;
import magpie.api.ServiceException;
import magpie.kit.contract.Contracts;
import magpie.kit.loop.Loop;
import magpie.kit.rpc.balance.Balancing;
import magpie.kit.rpc.balance.LeastBusy;
import magpie.kit.rpc.balance.PeerAddresses;

/**
 * Calls contracts in other processes, balanced by {@link Balancing}. Thread-safe; made once and kept. There are two
 * channels to each address: gRPC's transparent retry costs every call on a channel, so reads use one without it.
 * {@link Hedging} watches reads, and their callers may retry; changes are retried by {@link Tries}. A peer that was
 * away is found within a second of its return. A failed call throws {@link ServiceException} and nothing else:
 * {@code UNAVAILABLE} when no peer is there or the deadline passed.
 */
public final class RpcClient implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /**
     * gRPC backs off for up to two minutes before it looks again for a peer that was away. In a rolling restart all
     * peers would then seem away, though each is back before the next one goes.
     */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final ScheduledExecutorService LOOKING = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rpc-looks-again").factory());

    static {
        NameResolverRegistry.getDefaultRegistry().register(new PeerAddresses());
        LoadBalancerRegistry.getDefaultRegistry().register(new LeastBusy());
    }

    private final ManagedChannel writes;
    private final ManagedChannel reads;
    private final TokenIssuer issuer;
    private final RpcConfig config;
    private final InstantSource clock;
    private final Set<Class<?>> hedged;
    private final Hedging hedging = new Hedging(LOOKING);
    private final Future<?> looking;

    private RpcClient(
            ManagedChannel writes,
            ManagedChannel reads,
            TokenIssuer issuer,
            RpcConfig config,
            Collection<Class<?>> contracts,
            InstantSource clock) {
        this.writes = writes;
        this.reads = reads;
        this.issuer = issuer;
        this.config = config;
        this.clock = clock;
        this.hedged = Set.copyOf(contracts);
        this.looking = LOOKING.scheduleWithFixedDelay(
                Loop.surviving("rpc-looks-again", this::lookAgain),
                LOOK_AGAIN.toMillis(),
                LOOK_AGAIN.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Connects with {@link RpcConfig#DEFAULTS}, without hedging. */
    public static RpcClient connect(String role, List<String> addresses, RpcSecret secret) {
        return connect(role, addresses, secret, List.of());
    }

    /**
     * Connects with {@link RpcConfig#DEFAULTS}.
     *
     * @param contracts those whose reads may be hedged: sent to a second peer while the first does not answer
     */
    public static RpcClient connect(
            String role, List<String> addresses, RpcSecret secret, Collection<Class<?>> contracts) {
        return connect(role, addresses, secret, RpcConfig.DEFAULTS, contracts, InstantSource.system());
    }

    /**
     * Connects in the background; a peer may come later. {@link IllegalArgumentException} for a bad address.
     *
     * @param role who calls, for the token
     * @param addresses one or more "host:port"
     */
    public static RpcClient connect(String role, List<String> addresses, RpcSecret secret, RpcConfig config) {
        return connect(role, addresses, secret, config, List.of(), InstantSource.system());
    }

    static RpcClient connect(
            String role,
            List<String> addresses,
            RpcSecret secret,
            RpcConfig config,
            Collection<Class<?>> contracts,
            InstantSource clock) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("No addresses (expected: host:port)");
        }
        ManagedChannel writes = channel(addresses).build();
        ManagedChannel reads = channel(addresses).disableRetry().build();
        return new RpcClient(writes, reads, new TokenIssuer(role, secret, clock), config, contracts, clock);
    }

    private static NettyChannelBuilder channel(List<String> addresses) {
        return NettyChannelBuilder.forTarget(PeerAddresses.target(addresses), credentials())
                .directExecutor() // answers are short to take: see Attempts
                .flowControlWindow(RpcConfig.WINDOW_BYTES)
                .defaultServiceConfig(Balancing.CONFIG)
                .maxInboundMessageSize(RpcConfig.MAX_MESSAGE_BYTES)
                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .proxyDetector(address -> null); // peers are never behind the proxy of the outside world
    }

    /** A proxy for a contract that calls the peers. */
    public <T> T contract(Class<T> contract) {
        Channel forReads = ClientInterceptors.intercept(reads, issuer);
        Channel forWrites = ClientInterceptors.intercept(writes, issuer);
        return Contracts.proxy(contract, method -> {
            RpcMethod called = RpcMethod.of(contract, method);
            boolean readOnly = method.isAnnotationPresent(ReadOnly.class);
            Wire wire = readOnly && hedged.contains(contract)
                    ? new ReadCall(forReads, called, hedging)
                    : readOnly
                            ? new ReadCall(forWrites, called, null)
                            : new WriteCall(forWrites, called, method.isAnnotationPresent(Idempotent.class), clock);
            return new RemoteCall(called, config.deadline(), wire);
        });
    }

    /** Whether a peer reports SERVING at this moment; answers within a second. */
    public boolean serving() {
        return serving(PROBE);
    }

    /**
     * Waits until a peer reports SERVING, so that the first real call finds a connection. {@code UNAVAILABLE} if none
     * did in time.
     */
    public void warm(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        long pause = SHORTEST_PAUSE.toNanos();
        for (long left = atMost.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (serving(Duration.ofNanos(Math.min(left, PROBE.toNanos())))) {
                return;
            }
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            lookAgain();
            LockSupport.parkNanos(Math.min(pause, left));
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
        throw ServiceException.unavailable("A service did not become ready in time.", null);
    }

    /** Lets running calls end within {@link RpcConfig#drain()}, then cuts the connections. */
    @Override
    public void close() {
        looking.cancel(false);
        hedging.close();
        writes.shutdown();
        reads.shutdown();
        long end = System.nanoTime() + config.drain().toNanos();
        end(writes, end);
        end(reads, end);
    }

    private static void end(ManagedChannel channel, long end) {
        try {
            if (!channel.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void lookAgain() {
        writes.resetConnectBackoff();
        reads.resetConnectBackoff();
    }

    /** Both channels must have a peer: each has its own connections. */
    private boolean serving(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        return serving(writes, within) && serving(reads, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }

    private static boolean serving(ManagedChannel channel, Duration within) {
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(within.toNanos(), TimeUnit.NANOSECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus()
                    == ServingStatus.SERVING;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** The one place on this side where TLS between processes would be chosen. */
    private static ChannelCredentials credentials() {
        return InsecureChannelCredentials.create();
    }
}
