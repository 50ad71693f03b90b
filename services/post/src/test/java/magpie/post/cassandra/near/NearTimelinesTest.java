package magpie.post.cassandra.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.post.cassandra.lists.Entry;
import org.junit.jupiter.api.Test;

/** On a store that reports what an author did before it shows it. */
class NearTimelinesTest {
    private static final long AUTHOR = 5;
    private static final Entry POST = new Entry(70, 70);

    private final List<Entry> rows = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable whileAsked = () -> {};

    private final NearTimelines timelines = new NearTimelines(author -> {
        asked.incrementAndGet();
        List<Entry> found = List.copyOf(rows);
        whileAsked.run();
        return found;
    });

    @Test
    void anEntryIsThereWhenItsEventWas() {
        assertThat(timelines.newest(AUTHOR, 20)).isEmpty();
        assertThat(timelines.newest(AUTHOR, 20)).isEmpty();
        assertThat(asked).hasValue(1);
        rows.add(POST);
        timelines.forget(AUTHOR);
        assertThat(timelines.newest(AUTHOR, 20)).containsExactly(POST);
    }

    @Test
    void anEntryWhoseRowComesAfterItsEventIsThereWithinAMoment() {
        timelines.forget(AUTHOR);
        assertThat(timelines.newest(AUTHOR, 20)).isEmpty();
        rows.add(POST);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (timelines.newest(AUTHOR, 20).isEmpty()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }

    @Test
    void whatWasReadBeforeTheEventIsNotKept() {
        whileAsked = () -> {
            if (rows.isEmpty()) {
                rows.add(POST);
                timelines.forget(AUTHOR);
            }
        };
        assertThat(timelines.newest(AUTHOR, 20)).isEmpty();
        assertThat(timelines.newest(AUTHOR, 20)).containsExactly(POST);
    }
}
