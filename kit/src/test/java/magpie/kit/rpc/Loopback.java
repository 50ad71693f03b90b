package magpie.kit.rpc;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One implementation behind real gRPC on the loopback interface, and a client of it. */
final class Loopback<T> implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final RpcSecret secret = RpcSecret.random();
    final RpcServer server;
    final RpcClient client;
    private final Class<T> contract;

    Loopback(Class<T> contract, T implementation, RpcConfig config) {
        this.contract = contract;
        server = RpcServer.start("127.0.0.1", 0, Map.of(contract, implementation), secret, config);
        client = RpcClient.connect("test", List.of(address()), secret, config);
        client.warm(PATIENCE);
    }

    static <T> Loopback<T> of(Class<T> contract, T implementation) {
        return new Loopback<>(contract, implementation, RpcConfig.DEFAULTS.withDeadline(PATIENCE));
    }

    String address() {
        return "127.0.0.1:" + server.port();
    }

    T peer() {
        return client.contract(contract);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
