package magpie.bench.drive;

import java.time.Duration;

/**
 * When the requests of a stage start. In an open loop each has a fixed time, whatever happened to earlier ones: latency
 * counts from there, so a server that stalls cannot hide how long others would have waited (no coordinated omission).
 * In a closed loop each worker sends when its last answer is there.
 */
public interface Pace {
    /** Whether requests have fixed start times. */
    boolean isOpen();

    /** The maximum number of requests. */
    long count();

    /** The start of a request, in nanoseconds since the stage began. */
    long intended(long index);

    /** Whether to stop before this request. */
    boolean over(long index, long elapsed);

    /** Whether to skip this request, although later ones may be sent. */
    default boolean lapsed(long index, long elapsed) {
        return false;
    }

    /** A constant rate per second, evenly spaced. A stage that lags takes up to twice its time to send all requests. */
    static Pace open(double rate, Duration length) {
        return new Open(rate, Surge.count(rate, length), length.toNanos());
    }

    /** One rate, then abruptly another; what was not sent in time at the first is never sent. */
    static Pace surge(double rate, Duration length, double rateAfter, Duration lengthAfter) {
        return new Surge(rate, length.toNanos(), rateAfter, lengthAfter.toNanos());
    }

    /** As fast as possible, for some time. */
    static Pace closed(Duration length) {
        return new Closed(Long.MAX_VALUE, length.toNanos());
    }

    /** As fast as possible, for a number of requests. */
    static Pace closed(long count) {
        return new Closed(count, Duration.ofHours(6).toNanos());
    }

    /** One rate. */
    record Open(double rate, long count, long nanos) implements Pace {
        private static final int PATIENCE = 2;

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public long intended(long index) {
            return (long) (index * Surge.SECOND / rate);
        }

        @Override
        public boolean over(long index, long elapsed) {
            return index >= count || elapsed >= PATIENCE * nanos;
        }
    }

    /** No rate. */
    record Closed(long count, long nanos) implements Pace {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public long intended(long index) {
            throw new UnsupportedOperationException("a closed loop has no times");
        }

        @Override
        public boolean over(long index, long elapsed) {
            return index >= count || elapsed >= nanos;
        }
    }

    /** Two rates. */
    record Surge(double rate, long nanos, double rateAfter, long nanosAfter) implements Pace {
        private static final double SECOND = 1e9;

        private static long count(double rate, Duration length) {
            return (long) (rate * length.toNanos() / SECOND);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public long count() {
            return first() + count(rateAfter, Duration.ofNanos(nanosAfter));
        }

        @Override
        public long intended(long index) {
            return index < first()
                    ? (long) (index * SECOND / rate)
                    : nanos + (long) ((index - first()) * SECOND / rateAfter);
        }

        @Override
        public boolean over(long index, long elapsed) {
            return index >= count() || elapsed >= nanos + nanosAfter;
        }

        @Override
        public boolean lapsed(long index, long elapsed) {
            return index < first() && elapsed >= nanos;
        }

        /** How many requests have the first rate. */
        long first() {
            return count(rate, Duration.ofNanos(nanos));
        }
    }
}
