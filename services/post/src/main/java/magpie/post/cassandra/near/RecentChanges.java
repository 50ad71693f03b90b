package magpie.post.cassandra.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Remembers when changes were last heard of. What an event reports may become readable a little later: row and event
 * are in one batch, and a batch does not become visible at once. Counts follow later still, once the change is counted.
 */
final class RecentChanges<K> {
    /** The longest this takes, unless something is wrong. */
    private static final Duration MOVING = Duration.ofSeconds(10);

    /** By {@link System#nanoTime}. */
    private final Cache<K, Long> heard;

    /** Remembers at most {@code most} keys, each for {@code window}. */
    RecentChanges(long most, Duration window) {
        this.heard = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(window)
                .executor(Runnable::run)
                .build();
    }

    /** Remembers up to {@code most} keys for as long as they may be moving. */
    static <K> RecentChanges<K> moving(long most) {
        return new RecentChanges<>(most, MOVING);
    }

    /** Records a change; call before a cache evicts the key, so that later reads count as moving. */
    void heard(K key) {
        heard.put(key, System.nanoTime());
    }

    /** How long nothing was heard of the key; very long if nothing was ever heard. */
    Duration quiet(K key) {
        Long last = heard.getIfPresent(key);
        return last == null ? Duration.ofDays(1) : Duration.ofNanos(System.nanoTime() - last);
    }

    /** Whether what is read may predate a change that was heard of. */
    static boolean isMoving(Duration quiet) {
        return quiet.compareTo(MOVING) < 0;
    }
}
