package magpie.post.cassandra.near;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import magpie.kit.brief.FastPath;

/**
 * What was read, until this process changes it or an event tells that another did; should the event be lost, for a time.
 * Many who ask for the same at once wait for one read.
 *
 * <p>An event may come before the row that it tells of can be read, for both are in one batch and a batch is not seen at
 * once. So for a while after it what was read is remembered for a moment only.
 */
public final class Remembered<K, V> {
    private static final long MOST_BYTES = 32L << 20;
    private static final int BYTES_BESIDE = 200;
    private static final int MOST_CHANGED = 100_000;
    private static final Duration MOVING = Duration.ofSeconds(10);

    private final Function<K, V> read;
    private final AsyncCache<K, Read<V>> values;
    private final Cache<K, Boolean> changed = Caffeine.newBuilder()
            .maximumSize(MOST_CHANGED)
            .expireAfterWrite(MOVING)
            .executor(Runnable::run)
            .build();

    /** A value, and when it began to be read, by {@link System#nanoTime}. */
    private record Read<V>(V value, long at) {}

    /**
     * Remembers nothing yet.
     *
     * @param most how long at most
     * @param moving the same for some seconds after it changed
     * @param bytes roughly of a value, by which old ones make room
     * @param read asks the store; may wait
     */
    public Remembered(Duration most, Duration moving, ToIntFunction<V> bytes, Function<K, V> read) {
        this.read = read;
        this.values = Caffeine.newBuilder()
                .maximumWeight(MOST_BYTES)
                .weigher((K key, Read<V> done) -> BYTES_BESIDE + bytes.applyAsInt(done.value))
                .expireAfter(Expiry.creating(
                        (K key, Read<V> done) -> age(changed.getIfPresent(key) == null ? most : moving)))
                .executor(Runnable::run)
                .buildAsync();
    }

    /** As it was when it was read last; may wait, so it ends a {@link FastPath} attempt unless it is at hand. */
    V get(K key) {
        return join(asked(key)).value;
    }

    /** The same, but not from before a moment on the clock of {@link System#nanoTime}, which is not in the future. */
    public V get(K key, long earliest) {
        while (true) {
            CompletableFuture<Read<V>> asked = asked(key);
            Read<V> read = join(asked);
            if (read.at - earliest >= 0) {
                return read.value;
            }
            values.asMap().remove(key, asked);
        }
    }

    private CompletableFuture<Read<V>> asked(K key) {
        CompletableFuture<Read<V>> near = values.getIfPresent(key);
        if (near != null && near.isDone()) {
            return near;
        }
        FastPath.exceeded();
        return values.get(key, (_, _) -> CompletableFuture.supplyAsync(() -> now(key), Thread::startVirtualThread));
    }

    private Read<V> now(K key) {
        long at = System.nanoTime();
        return new Read<>(read.apply(key), at);
    }

    private static <V> Read<V> join(CompletableFuture<Read<V>> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** It changed; also what is being read at this moment is not kept. */
    public void forget(K key) {
        changed.put(key, true); // first, so that what is read from now on is remembered for a moment
        values.synchronous().invalidate(key);
    }

    private static Duration age(Duration most) {
        long nanos = most.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos * 4 / 5, nanos + 1));
    }
}
