package magpie.bench.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** The outcomes of an open loop's requests, in slices by their intended start. Thread-safe. */
public final class Slices implements Drive.Observer {
    private static final long MOST_MICROS = 300_000_000;
    private static final int DIGITS = 2;

    private final long nanosEach;
    private final List<Map<Kind, Slice>> slices = new ArrayList<>();

    public Slices(Duration each, int count) {
        this.nanosEach = each.toNanos();
        for (int i = 0; i < count; i++) {
            slices.add(new EnumMap<>(Kind.class));
        }
    }

    /** Requests of one kind in one slice. */
    public static final class Slice {
        private final Histogram fromIntended = new AtomicHistogram(1, MOST_MICROS, DIGITS);
        private final Histogram fromSent = new AtomicHistogram(1, MOST_MICROS, DIGITS);
        private final LongAdder shed = new LongAdder();
        private final LongAdder failed = new LongAdder();

        /** Microseconds from when each accepted request was to be sent. */
        public Histogram fromIntended() {
            return fromIntended;
        }

        /** Microseconds from when each accepted request really was sent. */
        public Histogram fromSent() {
            return fromSent;
        }

        public long accepted() {
            return fromIntended.getTotalCount();
        }

        public long shed() {
            return shed.sum();
        }

        public long failed() {
            return failed.sum();
        }

        public long sent() {
            return accepted() + shed() + failed();
        }

        private void add(Slice other) {
            fromIntended.add(other.fromIntended);
            fromSent.add(other.fromSent);
            shed.add(other.shed());
            failed.add(other.failed());
        }
    }

    @Override
    public void saw(Kind kind, long intended, long sinceIntended, long sinceSent, Drive.Fate fate) {
        Slice slice = at((int) Math.min(slices.size() - 1, intended / nanosEach), kind);
        switch (fate) {
            case SHED -> slice.shed.increment();
            case FAILED -> slice.failed.increment();
            case ACCEPTED -> {
                slice.fromIntended.recordValue(micros(sinceIntended));
                slice.fromSent.recordValue(micros(sinceSent));
            }
        }
    }

    public int count() {
        return slices.size();
    }

    /** The sum of a range of slices, the end excluded, over some kinds. */
    public Slice sum(int from, int to, Kind... kinds) {
        Slice sum = new Slice();
        for (int i = from; i < to; i++) {
            for (Kind kind : kinds) {
                sum.add(at(i, kind));
            }
        }
        return sum;
    }

    private Slice at(int index, Kind kind) {
        Map<Kind, Slice> slice = slices.get(index);
        synchronized (slice) {
            return Objects.requireNonNull(slice.computeIfAbsent(kind, _ -> new Slice()));
        }
    }

    private static long micros(long nanos) {
        return Math.clamp(nanos / 1_000, 1, MOST_MICROS);
    }
}
