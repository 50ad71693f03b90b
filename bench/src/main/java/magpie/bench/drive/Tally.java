package magpie.bench.drive;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** The outcomes of one kind of request. Thread-safe. */
public final class Tally {
    /** The maximum recorded; slower ones count as this. */
    private static final long MOST_MICROS = 300_000_000;

    private final AtomicHistogram micros = new AtomicHistogram(1, MOST_MICROS, 3);
    private final LongAdder errors = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder items = new LongAdder();
    private final AtomicReference<String> firstError = new AtomicReference<>("");

    public void took(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 1, MOST_MICROS));
    }

    public void failed(String why) {
        errors.increment();
        firstError.compareAndSet("", why);
    }

    /** Counts a request that the server refused for now. */
    public void shed() {
        shed.increment();
    }

    /** Counts a page whose items were counted, which is done for a sample. */
    void page(int count) {
        pages.increment();
        items.add(count);
    }

    void add(Tally other) {
        micros.add(other.micros);
        errors.add(other.errors.sum());
        shed.add(other.shed.sum());
        pages.add(other.pages.sum());
        items.add(other.items.sum());
        firstError.compareAndSet("", other.firstError.get());
    }

    public Histogram micros() {
        return micros;
    }

    public long done() {
        return micros.getTotalCount();
    }

    long errors() {
        return errors.sum();
    }

    long wasShed() {
        return shed.sum();
    }

    /** The first error; empty if there was none. */
    String firstError() {
        return firstError.get();
    }

    public double itemsPerPage() {
        return pages.sum() == 0 ? 0 : (double) items.sum() / pages.sum();
    }
}
