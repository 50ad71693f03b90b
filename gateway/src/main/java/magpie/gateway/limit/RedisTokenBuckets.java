package magpie.gateway.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeoutException;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.RemoteBucketBuilder;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import magpie.api.ServiceException;
import magpie.kit.engines.EngineAccess;
import magpie.redis.Redis;

/**
 * Token buckets in Redis, shared by all gateways. Requests are counted here and synced to Redis once a second or every
 * tenth of the quota, whichever comes first, so that most cost no round trip; passwords and registrations are counted
 * there each time. While Redis is away this process counts alone: attempts stay limited, to the
 * quota times the number of gateways at most.
 */
public final class RedisTokenBuckets implements TokenBuckets, AutoCloseable {
    private static final Duration TOLD = Duration.ofSeconds(1);

    private final Redis redis;
    private final RedisBuckets buckets;
    private final KnownAddresses known;

    private RedisTokenBuckets(Redis redis) {
        this.redis = redis;
        this.buckets = new RedisBuckets(redis);
        this.known = new RedisKnownAddresses(redis, KnownAddresses.local());
    }

    /** Connects to Redis, waiting for it. */
    public static RedisTokenBuckets open(EngineAccess engines, MeterRegistry meters) {
        return new RedisTokenBuckets(Redis.open(engines, "gateway", meters));
    }

    @Override
    public TokenBucket of(String policy, String key, BucketConfiguration figures, boolean exact) {
        byte[] name = ("limit:" + policy + ":" + key).getBytes(UTF_8);
        RemoteBucketBuilder<byte[]> builder = buckets.builder();
        if (!exact) {
            long quota = figures.getBandwidths()[0].getCapacity();
            builder.withOptimization(Optimizations.delaying(new DelayParameters(Math.max(1, quota / 10), TOLD)));
        }
        return new Shared(builder.build(name, () -> figures), LOCAL.of(policy, key, figures, exact));
    }

    /** The addresses from which people have signed in, also in Redis. */
    public KnownAddresses knownAddresses() {
        return known;
    }

    @Override
    public void close() {
        redis.close();
    }

    /** A bucket in Redis, and a local one for when that is away. */
    private record Shared(BucketProxy everywhere, TokenBucket here) implements TokenBucket {
        @Override
        public ConsumptionProbe take() {
            return or(() -> everywhere.tryConsumeAndReturnRemaining(1), here::take);
        }

        @Override
        public void giveBack() {
            or(
                    () -> {
                        everywhere.addTokens(1);
                        return true;
                    },
                    () -> {
                        here.giveBack();
                        return true;
                    });
        }

        private static <T> T or(Supplier<T> everywhere, Supplier<T> here) {
            try {
                return everywhere.get();
            } catch (TimeoutException e) {
                return here.get();
            } catch (ServiceException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                return here.get();
            }
        }
    }
}
