package magpie.post.cassandra.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * When changes were last heard of. What an event tells of may be read a little later only: the row and the event are in one
 * batch, and a batch is not seen at once; and counts come later still, when the change was counted.
 */
final class RecentChanges<K> {
    /** How long that takes at most, unless something is wrong. */
    private static final Duration MOVING = Duration.ofSeconds(10);

    /** By {@link System#nanoTime}. */
    private final Cache<K, Long> heard;

    /** Remembers so many, each for so long. */
    RecentChanges(long most, Duration window) {
        this.heard = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(window)
                .executor(Runnable::run)
                .build();
    }

    /** Remembers as many as may be moving. */
    static <K> RecentChanges<K> moving(long most) {
        return new RecentChanges<>(most, MOVING);
    }

    /** It changed. To be told before a cache forgets it, so that what is read from then on is known to be moving. */
    void heard(K key) {
        heard.put(key, System.nanoTime());
    }

    /** For how long nothing was heard of it; very long if nothing was heard at all. */
    Duration quiet(K key) {
        Long last = heard.getIfPresent(key);
        return last == null ? Duration.ofDays(1) : Duration.ofNanos(System.nanoTime() - last);
    }

    /** Whether what was read may be from before a change that was heard of. */
    static boolean isMoving(Duration quiet) {
        return quiet.compareTo(MOVING) < 0;
    }
}
