package magpie.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One limit: requests per period for each key, refilled evenly. A key that is idle for a period is forgotten,
 * since its bucket is full by then.
 */
public final class Policy {
    private final String name;
    private final int quota;
    private final Duration window;
    private final TokenBuckets from;
    private final boolean exact;
    private final Cache<String, TokenBucket> buckets;

    Policy(String name, int quota, Duration window, int keys, TokenBuckets from, boolean exact) {
        this.name = name;
        this.quota = quota;
        this.window = window;
        this.from = from;
        this.exact = exact;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(keys)
                .expireAfterAccess(window)
                .executor(Runnable::run) // its upkeep takes less time than waking a thread
                .build();
    }

    /** Takes a token from a key's bucket. */
    RateLimitStatus take(String key) {
        ConsumptionProbe probe = buckets.get(key, this::bucket).take();
        return new RateLimitStatus(
                this,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }

    /** Returns a token to a key's bucket. */
    void giveBack(String key) {
        TokenBucket bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            bucket.giveBack();
        }
    }

    /** Its item in the RateLimit-Policy field: quota {@code q} in a window of {@code w} seconds. */
    public String item() {
        return "\"" + name + "\";q=" + quota + ";w=" + window.toSeconds();
    }

    /** Its item in the RateLimit field: {@code r} remaining, full again in {@code t} seconds. */
    public String item(RateLimitStatus status) {
        return "\"" + name + "\";r=" + status.remaining() + ";t=" + status.resetSeconds();
    }

    private TokenBucket bucket(String key) {
        BucketConfiguration figures = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, window))
                .build();
        return from.of(name, key, figures, exact);
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }
}
