package magpie.kit.rpc;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import magpie.kit.contract.Contracts;

/**
 * Offers contracts to other processes over gRPC. Each call runs on a virtual thread, within the deadline its caller
 * set; calls that are not signed with the secret are refused. The standard health service answers everybody.
 */
public final class RpcServer implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final Duration SHORTEST_CLIENT_KEEP_ALIVE = Duration.ofSeconds(10);

    /** Streams a connection may have open besides calls: the client's health watch, and probes. */
    private static final int WATCHES = 16;

    private final Server server;
    private final HealthStatusManager health;
    private final ExecutorService threads;
    private final RpcConfig config;

    private RpcServer(Server server, HealthStatusManager health, ExecutorService threads, RpcConfig config) {
        this.server = server;
        this.health = health;
        this.threads = threads;
        this.config = config;
    }

    /** Starts with {@link RpcConfig#DEFAULTS}. */
    public static RpcServer start(String host, int port, Map<Class<?>, Object> contracts, RpcSecret secret) {
        return start(host, port, contracts, secret, RpcConfig.DEFAULTS);
    }

    /**
     * Listens and serves. {@link UncheckedIOException} when the port is taken.
     *
     * @param port 0 for any free one, see {@link #port()}
     * @param contracts contract interface to implementation
     */
    public static RpcServer start(
            String host, int port, Map<Class<?>, Object> contracts, RpcSecret secret, RpcConfig config) {
        HealthStatusManager health = new HealthStatusManager();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rpc-", 0).factory());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(host, port), credentials())
                .directExecutor()
                .flowControlWindow(RpcConfig.WINDOW_BYTES)
                .maxInboundMessageSize(RpcConfig.MAX_MESSAGE_BYTES)
                .maxConcurrentCallsPerConnection(config.maxConcurrentCalls() + WATCHES)
                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveTime(SHORTEST_CLIENT_KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(health.getHealthService());
        TokenGate gate = new TokenGate(secret, InstantSource.system());
        ExpiryGate expiries = new ExpiryGate(InstantSource.system());
        Semaphore permits = new Semaphore(config.maxConcurrentCalls());
        contracts.forEach((contract, implementation) -> builder.addService(ServerInterceptors.interceptForward(
                service(contract, implementation, permits, threads), gate, expiries)));
        Server server = listen(builder, host, port);
        contracts.keySet().forEach(contract -> health.setStatus(contract.getName(), ServingStatus.SERVING));
        return new RpcServer(server, health, threads, config);
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /**
     * Tells the peers to go elsewhere, takes no new calls, lets running ones end within {@link RpcConfig#drain()}, and
     * cancels what is left.
     */
    @Override
    public void close() {
        if (!server.isShutdown()) {
            health.enterTerminalState();
        }
        server.shutdown();
        try {
            if (!server.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }

    /** The one place on this side where TLS between processes would be chosen. */
    private static ServerCredentials credentials() {
        return InsecureServerCredentials.create();
    }

    private static ServerServiceDefinition service(
            Class<?> contract, Object implementation, Semaphore permits, Executor threads) {
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(contract.getName());
        for (Method method : Contracts.methods(contract)) {
            RpcMethod rpc = RpcMethod.of(contract, method);
            Endpoint endpoint = new Endpoint(rpc, Contracts.direct(method, implementation), permits, threads);
            service.addMethod(rpc.descriptor(), ServerCalls.asyncUnaryCall(endpoint));
        }
        return service.build();
    }

    private static Server listen(NettyServerBuilder builder, String host, int port) {
        try {
            return builder.build().start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + host + ":" + port + " for other processes", e);
        }
    }
}
