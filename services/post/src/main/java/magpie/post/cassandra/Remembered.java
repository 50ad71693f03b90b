package magpie.post.cassandra;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import magpie.kit.brief.Brief;

/**
 * What was read, until this process changes it or an event tells that another did; should the event be lost, for half a
 * minute. Many who ask for the same at once wait for one read.
 */
final class Remembered<K, V> {
    private static final Duration AGE = Duration.ofSeconds(30);
    private static final long MOST_BYTES = 32L << 20;
    private static final int BYTES_BESIDE = 200;

    private final Function<K, V> read;
    private final AsyncCache<K, V> values;

    /**
     * Remembers nothing yet.
     *
     * @param bytes roughly of a value, by which old ones make room
     * @param read asks the store; may wait
     */
    Remembered(ToIntFunction<V> bytes, Function<K, V> read) {
        this.read = read;
        this.values = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((K key, V value) -> BYTES_BESIDE + bytes.applyAsInt(value))
                .expireAfter(Expiry.creating((K key, V value) -> age()))
                .executor(Runnable::run)
                .buildAsync();
    }

    /** As it was when it was read last; may wait, so it ends a {@link Brief} attempt unless it is at hand. */
    V get(K key) {
        CompletableFuture<V> near = values.getIfPresent(key);
        if (near == null || !near.isDone()) {
            Brief.exceeded();
            near = values.get(
                    key, (_, _) -> CompletableFuture.supplyAsync(() -> read.apply(key), Thread::startVirtualThread));
        }
        try {
            return near.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** It changed; also what is being read at this moment is not kept. */
    void forget(K key) {
        values.synchronous().invalidate(key);
    }

    private static Duration age() {
        long nanos = AGE.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos * 4 / 5, nanos + 1));
    }
}
