package magpie.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Set;
import magpie.engines.Engines;
import magpie.engines.Forwarder;
import magpie.kit.engines.EngineAccess;
import magpie.redis.Redis;
import magpie.redis.RedisConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits of two gateways that share one real Redis. */
@Tag("engines")
class RedisTokenBucketsTest {
    private static final RateLimits.Figures FIGURES = new RateLimits.Figures(50, 50, 20, 4, 3, 2, 50);

    private final String name = "n" + System.nanoTime();

    @Test
    void triesAtAPasswordAreCountedTogetherAndExactly() {
        try (RedisTokenBuckets here = open();
                RedisTokenBuckets there = open()) {
            RateLimits one = new RateLimits(true, FIGURES, here, here.knownAddresses());
            RateLimits other = new RateLimits(true, FIGURES, there, there.knownAddresses());
            for (int i = 0; i < 2; i++) {
                assertThat(one.signIn("1.2.3.4", name).allowed()).isTrue();
                assertThat(other.signIn("1.2.3.4", name).allowed()).isTrue();
            }
            assertThat(one.signIn("1.2.3.4", name).allowed()).isFalse();
            assertThat(other.signIn("1.2.3.4", name).allowed()).isFalse();
            assertThat(other.signIn("1.2.3.4", name + "x").allowed()).isTrue();
        }
    }

    @Test
    void whatIsForgivenIsForgivenEverywhere() {
        String address = "2001:db8:" + Long.toHexString(System.nanoTime() & 0xffff) + ":"
                + Long.toHexString((System.nanoTime() >> 16) & 0xffff) + "::1";
        try (RedisTokenBuckets here = open();
                RedisTokenBuckets there = open()) {
            RateLimits one = new RateLimits(true, FIGURES, here, here.knownAddresses());
            RateLimits other = new RateLimits(true, FIGURES, there, there.knownAddresses());
            assertThat(one.registration(address).allowed()).isTrue();
            assertThat(other.registration(address).allowed()).isTrue();
            assertThat(one.registration(address).allowed()).isFalse();
            other.forgiveRegistration(address);
            assertThat(one.registration(address).allowed()).isTrue();
        }
    }

    /** Requests are synced in batches: together at most a tenth more for each gateway. */
    @Test
    void requestsAreCountedTogetherAndNearly() {
        long user = System.nanoTime();
        try (RedisTokenBuckets here = open();
                RedisTokenBuckets there = open()) {
            RateLimits one = new RateLimits(true, FIGURES, here, here.knownAddresses());
            RateLimits other = new RateLimits(true, FIGURES, there, there.knownAddresses());
            int allowed = 0;
            for (int i = 0; i < 100; i++) {
                allowed += (i % 2 == 0 ? one : other).user(user).allowed() ? 1 : 0;
            }
            assertThat(allowed).isBetween(50, 65);
        }
    }

    @Test
    void withoutRedisTheLimitStillHolds() throws Exception {
        Engines engines = Engines.required("redis");
        int port = Forwarder.freePort();
        RedisTokenBuckets here;
        try (Forwarder network = new Forwarder(port, engines.addresses().getFirst())) {
            assertThat(network).isNotNull();
            here = open(engines.access(RedisConfig.class, Map.of("redis.addresses", "127.0.0.1:" + port)));
        }
        try (here) {
            RateLimits limits = new RateLimits(true, FIGURES, here, here.knownAddresses());
            int allowed = 0;
            for (int i = 0; i < 20; i++) {
                allowed += limits.signIn("1.2.3.4", name).allowed() ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(4);
        }
    }

    @Test
    void aFullBucketIsForgotten() {
        try (RedisTokenBuckets here = open();
                Redis redis = redis()) {
            RateLimits limits = new RateLimits(true, FIGURES, here, here.knownAddresses());
            limits.signIn("1.2.3.4", name);
            // Keys do not reveal whom they belong to, so all are checked; -1 would mean no TTL.
            assertThat(redis.<Set<String>>call(client -> client.keys("limit:sign-in:*")))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(redis.<Long>call(client -> client.pttl(key)))
                            .isNotEqualTo(-1)
                            .isLessThanOrEqualTo(900_000));
        }
    }

    private static RedisTokenBuckets open() {
        return open(Engines.required("redis").access(RedisConfig.class));
    }

    private static RedisTokenBuckets open(EngineAccess engines) {
        return RedisTokenBuckets.open(engines, new SimpleMeterRegistry());
    }

    private static Redis redis() {
        return Redis.open(Engines.required("redis").access(RedisConfig.class), "test", new SimpleMeterRegistry());
    }
}
