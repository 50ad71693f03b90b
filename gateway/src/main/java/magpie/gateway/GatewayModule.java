package magpie.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.gateway.http.server.PemKeys;
import magpie.gateway.limit.KnownAddresses;
import magpie.gateway.limit.RedisTokenBuckets;
import magpie.gateway.limit.TokenBuckets;
import magpie.gateway.web.file.PageFolder;
import magpie.kit.StartException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.roles.Backend;
import magpie.kit.roles.Edge;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.redis.RedisConfig;

/** Wires the gateway; what it stores about clients is in memory or shared. */
public final class GatewayModule implements RoleModule<GatewayConfig, ClientState> {
    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Class<GatewayConfig> config() {
        return GatewayConfig.class;
    }

    @Override
    public List<Class<? extends Record>> engines() {
        return List.of(RedisConfig.class);
    }

    @Override
    public List<String> mistakes(GatewayConfig config, Edge edge) {
        List<String> mistakes = new ArrayList<>();
        Path certificate = edge.tlsCert();
        Path key = edge.tlsKey();
        if (certificate != null && key != null) {
            check("tls-cert", () -> PemKeys.load(certificate, key), mistakes);
        }
        check("page", () -> PageFolder.read(edge.page()), mistakes);
        return mistakes;
    }

    private static void check(String setting, Runnable step, List<String> mistakes) {
        try {
            step.run();
        } catch (StartException e) {
            mistakes.add(setting + ": " + e.getMessage());
        }
    }

    @Override
    public Backend<ClientState> embedded(GatewayConfig config, RoleContext context) {
        return Backend.inMemory(new ClientState(TokenBuckets.LOCAL, KnownAddresses.local()));
    }

    @Override
    public Backend<ClientState> onEngines(GatewayConfig config, EngineAccess engines, RoleContext context) {
        RedisTokenBuckets redis = RedisTokenBuckets.open(engines, context.meters());
        return Backend.onEngine(redis, new ClientState(redis, redis.knownAddresses()));
    }

    @Override
    public Gateway start(GatewayConfig config, Backend<ClientState> backend, RoleContext context) {
        context.edge().check();
        return new Gateway(config, backend, context);
    }
}
