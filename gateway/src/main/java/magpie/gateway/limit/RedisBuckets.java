package magpie.gateway.limit;

import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import magpie.redis.Redis;
import magpie.redis.RedisLibrary;

/** Token buckets as values in Redis, changed by compare-and-swap; full ones expire. */
final class RedisBuckets extends AbstractCompareAndSwapBasedProxyManager<byte[]> {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final ExpirationAfterWriteStrategy UNTIL_FULL =
            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(5));

    /** limit; expected value, or empty; new value, for so many milliseconds: whether it was swapped */
    private static final String SWAP = """
            redis.register_function('swap' .. suffix, function(keys, args)
              if (redis.call('GET', keys[1]) or '') ~= args[1] then
                return 0
              end
              redis.call('SET', keys[1], args[2], 'PX', args[3])
              return 1
            end)
            """;

    private final Redis redis;
    private final RedisLibrary library;

    RedisBuckets(Redis redis) {
        super(ClientSideConfig.getDefault().withRequestTimeout(PATIENCE));
        this.redis = redis;
        this.library = new RedisLibrary(redis, "magpie_limits", SWAP);
    }

    @Override
    protected CompareAndSwapOperation beginCompareAndSwapOperation(byte[] key) {
        return new CompareAndSwapOperation() {
            @Override
            public Optional<byte[]> getStateData(Optional<Long> timeoutNanos) {
                return Optional.ofNullable(redis.call(client -> client.get(key)));
            }

            @Override
            public boolean compareAndSwap(
                    byte[] original, byte[] changed, RemoteBucketState state, Optional<Long> timeoutNanos) {
                return swap(key, original == null ? new byte[0] : original, changed, state);
            }
        };
    }

    private boolean swap(byte[] key, byte[] before, byte[] after, RemoteBucketState state) {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        long millis = Math.max(1, UNTIL_FULL.calculateTimeToLiveMillis(state, now));
        byte[] life = Long.toString(millis).getBytes(StandardCharsets.US_ASCII);
        return (Long) library.call("swap", List.of(key), List.of(before, after, life)) == 1;
    }

    @Override
    public void removeProxy(byte[] key) {
        redis.call(client -> client.del(key));
    }

    @Override
    public boolean isAsyncModeSupported() {
        return false;
    }

    @Override
    protected CompletableFuture<Void> removeAsync(byte[] key) {
        throw new UnsupportedOperationException("callers here wait for their own answers");
    }

    @Override
    protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(byte[] key) {
        throw new UnsupportedOperationException("callers here wait for their own answers");
    }
}
