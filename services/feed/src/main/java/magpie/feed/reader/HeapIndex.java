package magpie.feed.reader;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongFunction;
import magpie.feed.window.FeedIndex;
import magpie.feed.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * The index in the heap of one process. It holds whole readers, so that one look-up finds a window and its relations:
 * as many as fit of those who read their feed within the idle time. Others get no deliveries and are built from the
 * stores when they return. Deliveries do not count as activity.
 */
final class HeapIndex implements FeedIndex {
    private final LongFunction<Reader> make;
    private final Cache<Long, Reader> active;
    private final Policy<Long, Reader> quietly;

    /** Holds at most {@code readers} readers, each until idle for {@code idle}. */
    HeapIndex(int readers, Duration idle, MeterRegistry meters, LongFunction<Reader> make) {
        this.make = make;
        this.active = Caffeine.newBuilder()
                .maximumSize(readers)
                .expireAfterAccess(idle)
                .executor(Runnable::run) // its upkeep takes less time than waking a thread
                .build();
        this.quietly = active.policy();
        meters.gauge("magpie_feed_active_readers", active, Cache::estimatedSize);
    }

    /** Returns the reader, who takes deliveries from now on. */
    Reader reader(long id) {
        return active.get(id, make::apply);
    }

    /** Returns the reader if it is active (or being built); does not count as activity. */
    @Nullable
    Reader ifActive(long id) {
        return quietly.getIfPresentQuietly(id);
    }

    @Override
    public Window window(long readerId) {
        return reader(readerId).timeline();
    }

    @Override
    public int deliver(long[] readerIds, long activityId, long postId) {
        int delivered = 0;
        for (long id : readerIds) {
            Reader reader = ifActive(id);
            if (reader != null && reader.timeline().insert(activityId, postId)) {
                delivered++;
            }
        }
        return delivered;
    }

    @Override
    public void forget(long readerId) {
        active.invalidate(readerId);
    }
}
