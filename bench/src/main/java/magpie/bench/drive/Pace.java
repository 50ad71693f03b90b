package magpie.bench.drive;

import java.time.Duration;

/**
 * When the requests of a stage start. In an open loop each has its time, whatever became of those before it: latency
 * counts from there, so a server that stalls cannot hide how long others would have waited. In a closed loop each worker
 * sends when its last answer is there.
 */
public interface Pace {
    /** Whether requests have a time to start. */
    boolean isOpen();

    /** How many at most. */
    long count();

    /** When a request is to start, in nanoseconds since the stage did. */
    long intended(long index);

    /** Whether this request and all after it are no longer to be sent. */
    boolean over(long index, long elapsed);

    /** Whether this request is no longer to be sent, while later ones may be. */
    default boolean lapsed(long index, long elapsed) {
        return false;
    }

    /** So many a second, evenly spaced. A stage that lags takes up to twice its time to send what was planned. */
    static Pace open(double rate, Duration length) {
        return new Open(rate, Surge.count(rate, length), length.toNanos());
    }

    /** First one rate and then another at once; what of the first was not sent in its time is never sent. */
    static Pace surge(double rate, Duration length, double rateAfter, Duration lengthAfter) {
        return new Surge(rate, length.toNanos(), rateAfter, lengthAfter.toNanos());
    }

    /** As fast as it goes, for so long. */
    static Pace closed(Duration length) {
        return new Closed(Long.MAX_VALUE, length.toNanos());
    }

    /** As fast as it goes, until all are done. */
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

        /** How many have the first rate. */
        long first() {
            return count(rate, Duration.ofNanos(nanos));
        }
    }
}
