package magpie.redis;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import magpie.kit.StartException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineWait;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/** The servers behind a {@link Redis}: a single one, the master that sentinels name, or a cluster. */
final class RedisNodes implements AutoCloseable {
    private static final int OLDEST_VERSION = 7;
    private static final int CONNECTIONS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final UnifiedJedis client;

    private RedisNodes(UnifiedJedis client) {
        this.client = client;
    }

    /** Connects, however long that takes. */
    static RedisNodes connect(EngineAccess engines, MeterRegistry meters) {
        RedisConfig config = engines.settings(RedisConfig.class);
        try (EngineWait wait = new EngineWait("Redis", addresses(config), meters)) {
            while (true) {
                try {
                    RedisNodes nodes = new RedisNodes(client(config, engines));
                    wait.over();
                    return nodes;
                } catch (JedisException e) {
                    refuseWrongPassword(e);
                    wait.failed(e);
                }
            }
        }
    }

    private static void refuseWrongPassword(JedisException e) {
        if (RedisFaults.isRefusal(e) || (e.getCause() instanceof JedisException c && RedisFaults.isRefusal(c))) {
            throw new StartException("Redis refuses the password. See engines.secrets.", e);
        }
    }

    UnifiedJedis client() {
        return client;
    }

    boolean isCluster() {
        return client instanceof RedisClusterClient;
    }

    /** Closes idle connections. */
    void dropIdle() {
        pools().forEach(Pool::clear);
    }

    /** Runs something on one connection to each primary. */
    void onPrimaries(Consumer<? super Connection> work) {
        for (Pool<Connection> pool : pools()) {
            try (Connection connection = pool.getResource()) {
                work.accept(connection);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Collection<? extends Pool<Connection>> pools() {
        return switch (client) {
            case RedisClient alone -> List.of(alone.getPool());
            case RedisClusterClient cluster -> cluster.getClusterNodes().values();
            case RedisSentinelClient watched ->
                watched.getPrimaryNodesConnectionMap().values();
            default -> List.of();
        };
    }

    private static UnifiedJedis client(RedisConfig config, EngineAccess engines) {
        String password = engines.password("redis");
        JedisClientConfig login = login(config, password);
        if (!config.sentinels().isEmpty()) {
            return checked(RedisSentinelClient.builder()
                    .sentinels(parsed(config.sentinels()))
                    .masterName(config.master())
                    .sentinelClientConfig(login(0, engines.password("sentinel")))
                    .clientConfig(login)
                    .poolConfig(pool())
                    .build());
        }
        RedisClient alone = firstOf(config.addresses(), login);
        if (!alone.info("server").contains("redis_mode:cluster")) {
            return alone;
        }
        alone.close();
        return RedisClusterClient.builder()
                .nodes(parsed(config.addresses()))
                .clientConfig(login(0, password))
                .poolConfig(pool())
                .maxAttempts(3)
                .maxTotalRetriesDuration(PATIENCE)
                .build();
    }

    /** The first of several addresses that answers. */
    private static RedisClient firstOf(List<String> addresses, JedisClientConfig login) {
        JedisException last = new JedisException("no address is given");
        for (String address : addresses) {
            try {
                return checked(RedisClient.builder()
                        .hostAndPort(HostAndPort.from(address))
                        .clientConfig(login)
                        .poolConfig(pool())
                        .build());
            } catch (JedisException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Refuses a server that is too old. */
    private static <T extends UnifiedJedis> T checked(T client) {
        try {
            checkVersion(client.info("server"));
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    static void checkVersion(String serverInfo) {
        String version = serverInfo
                .lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring("redis_version:".length()).strip())
                .findFirst()
                .orElse("0");
        if (Integer.parseInt(version.split("\\.", 2)[0]) < OLDEST_VERSION) {
            throw new StartException("Redis is version " + version + " (expected: " + OLDEST_VERSION
                    + " or newer). Upgrade it, or name another in redis.addresses.");
        }
    }

    private static JedisClientConfig login(RedisConfig config, @Nullable String password) {
        return login(config.database(), password);
    }

    private static JedisClientConfig login(int database, @Nullable String password) {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) PATIENCE.toMillis())
                .socketTimeoutMillis((int) PATIENCE.toMillis())
                .password(password)
                .database(database)
                .clientName("magpie")
                .build();
    }

    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMinIdle(0);
        pool.setBlockWhenExhausted(true);
        pool.setMaxWait(PATIENCE);
        return pool;
    }

    private static Set<HostAndPort> parsed(List<String> addresses) {
        return addresses.stream().map(HostAndPort::from).collect(Collectors.toSet());
    }

    private static String addresses(RedisConfig config) {
        return String.join(", ", config.sentinels().isEmpty() ? config.addresses() : config.sentinels());
    }
}
