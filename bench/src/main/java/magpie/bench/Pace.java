package magpie.bench;

import java.time.Duration;

/**
 * When the requests of a stage start. In an open loop each has its time, whatever became of those before it: latency
 * counts from there, so a server that stalls cannot hide how long others would have waited. In a closed loop each worker
 * sends when its last answer is there.
 *
 * @param rate requests a second, evenly spaced; 0 for a closed loop
 * @param count how many at most
 * @param nanos for how long
 */
record Pace(double rate, long count, long nanos) {
    private static final double SECOND = 1e9;
    /** A stage that is so many times longer than planned is cut short: the rest is reported as not sent. */
    private static final int PATIENCE = 2;

    static Pace open(double rate, Duration length) {
        return new Pace(rate, (long) (rate * length.toNanos() / SECOND), length.toNanos());
    }

    static Pace closed(Duration length) {
        return new Pace(0, Long.MAX_VALUE, length.toNanos());
    }

    /** As fast as it goes, until all are done. */
    static Pace closed(long count) {
        return new Pace(0, count, Duration.ofHours(6).toNanos());
    }

    boolean isOpen() {
        return rate > 0;
    }

    /** When a request is to start, in nanoseconds since the stage did. */
    long intended(long index) {
        return (long) (index * SECOND / rate);
    }

    /** Whether a request is no longer to be sent. */
    boolean over(long index, long elapsed) {
        return index >= count || elapsed >= (isOpen() ? PATIENCE * nanos : nanos);
    }
}
