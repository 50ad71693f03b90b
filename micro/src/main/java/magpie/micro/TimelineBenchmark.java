package magpie.micro;

import magpie.feed.window.Slice;
import magpie.feed.window.Timeline;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the feed index: a delivery to a full window, and merging it with celebrities' windows for a page. */
@State(Scope.Benchmark)
public class TimelineBenchmark {
    private static final int WINDOW = 800;
    private static final int PAGE = 100;

    /** A reader's own window, and those of three celebrities. */
    private final Timeline[] timelines = new Timeline[4];

    private long activity = 1;

    /** Fills the windows. */
    @Setup
    public void fill() {
        for (int i = 0; i < timelines.length; i++) {
            timelines[i] = new Timeline(WINDOW);
        }
        for (int i = 0; i < 2 * WINDOW * timelines.length; i++) {
            insert(timelines[i % timelines.length]);
        }
    }

    /** One delivery, newer than all before. */
    @Benchmark
    public boolean insert() {
        return insert(timelines[0]);
    }

    /** The part of each window that a page may need, cut out and merged. */
    @Benchmark
    public Slice merge() {
        Slice[] slices = new Slice[timelines.length];
        for (int i = 0; i < timelines.length; i++) {
            slices[i] = timelines[i].below(Long.MAX_VALUE, PAGE);
        }
        return Timeline.merge(slices, PAGE);
    }

    private boolean insert(Timeline timeline) {
        long id = activity++;
        return timeline.insert(id, id);
    }
}
