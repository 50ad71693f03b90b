package magpie.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Function;
import magpie.api.ServiceException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.fastpath.FastPath;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The connection to Redis. A caller takes a connection from a bounded pool and waits for its own answer, so nothing
 * queues up while Redis is away: the call fails with {@code UNAVAILABLE}, and at once while the circuit breaker is
 * open. Calls must be idempotent, because a broken connection is replaced and the call is retried.
 */
public final class Redis implements AutoCloseable {
    private final RedisNodes nodes;
    private final CircuitBreaker breaker = CircuitBreaker.of("redis", settings());

    private Redis(RedisNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Connects, however long that takes; while Redis cannot be reached, one log line says so. Wrong passwords and
     * versions that are too old are a {@link magpie.kit.StartException}. The breaker's state is the gauge
     * {@code magpie_breaker_state} of the contract {@code Redis}.
     *
     * @param caller the role that calls
     */
    public static Redis open(EngineAccess engines, String caller, MeterRegistry meters) {
        Redis redis = new Redis(RedisNodes.connect(engines, meters));
        Gauge.builder("magpie.breaker.state", redis, Redis::state)
                .description("Circuit breakers: 0 closed, 1 trying, 2 open")
                .tags("caller", caller, "contract", "Redis")
                .strongReference(true)
                .register(meters);
        return redis;
    }

    /** Runs commands and returns their result. May wait, so it ends a {@link FastPath} attempt. */
    public <T> T call(Function<? super UnifiedJedis, T> commands) {
        FastPath.exceeded();
        if (!breaker.tryAcquirePermission()) {
            throw ServiceException.unavailable("The cache is not reachable.", null);
        }
        long start = breaker.getCurrentTimestamp();
        try {
            T answer = once(commands);
            breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            return answer;
        } catch (RuntimeException e) {
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
            throw e;
        }
    }

    /** Whether keys are spread over a cluster: then commands and functions take keys of one slot only. */
    public boolean isCluster() {
        return nodes.isCluster();
    }

    @Override
    public void close() {
        nodes.close();
    }

    /** Runs something on each primary, such as loading a library. */
    void onPrimaries(java.util.function.Consumer<? super redis.clients.jedis.Connection> work) {
        nodes.onPrimaries(work);
    }

    private <T> T once(Function<? super UnifiedJedis, T> commands) {
        try {
            return commands.apply(nodes.client());
        } catch (JedisException e) {
            if (!RedisFaults.isBrokenConnection(e)) {
                throw translated(e);
            }
            nodes.dropIdle(); // a failed server leaves a pool full of broken connections
        }
        try {
            return commands.apply(nodes.client());
        } catch (JedisException e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(JedisException e) {
        if (e.getCause() instanceof NoSuchElementException) {
            return ServiceException.overloaded("The cache has too much to do.", e); // the pool is exhausted
        }
        return e instanceof JedisDataException && !RedisFaults.isPassing(e)
                ? e
                : ServiceException.unavailable("The cache is not reachable.", e);
    }

    private double state() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
        };
    }

    private static CircuitBreakerConfig settings() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .slowCallRateThreshold(50)
                .slowCallDurationThreshold(Duration.ofMillis(500))
                .waitDurationInOpenState(Duration.ofSeconds(1))
                .permittedNumberOfCallsInHalfOpenState(3)
                .recordException(e -> e instanceof ServiceException)
                .build();
    }
}
