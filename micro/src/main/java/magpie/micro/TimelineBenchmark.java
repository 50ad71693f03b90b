package magpie.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The feed index: a delivery to a full window, and merging it with celebrated authors' for a page. */
@State(Scope.Benchmark)
public class TimelineBenchmark {
    private static final int WINDOW = 800;
    private static final int PAGE = 100;

    /** A reader's own window, and those of three celebrated authors. */
    private final Object[] timelines = new Object[4];

    private long activity = 1;

    /** Fills the windows. */
    @Setup
    public void fill() throws Throwable {
        for (int i = 0; i < timelines.length; i++) {
            timelines[i] = (Object) TimelineHandles.NEW.invokeExact(WINDOW);
        }
        for (int i = 0; i < 2 * WINDOW * timelines.length; i++) {
            insert(timelines[i % timelines.length]);
        }
    }

    /** One delivery, newer than all before. */
    @Benchmark
    public boolean insert() throws Throwable {
        return insert(timelines[0]);
    }

    /** What a page may need of each window, cut out and merged. */
    @Benchmark
    public Object merge() throws Throwable {
        Object[] slices = new Object[timelines.length];
        for (int i = 0; i < timelines.length; i++) {
            slices[i] = (Object) TimelineHandles.BELOW.invokeExact(timelines[i], Long.MAX_VALUE, PAGE);
        }
        return (Object) TimelineHandles.MERGE.invokeExact(TimelineHandles.slices(slices), PAGE);
    }

    private boolean insert(Object timeline) throws Throwable {
        long id = activity++;
        return (boolean) TimelineHandles.INSERT.invokeExact(timeline, id, id);
    }
}
