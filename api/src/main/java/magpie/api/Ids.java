package magpie.api;

import java.time.Instant;

/**
 * The layout of the network's 64-bit, time-ordered ids: milliseconds since {@link #EPOCH_MILLIS} in the upper 41 bits,
 * a worker's number in 10 bits, a sequence in 12. An id is positive and sorts by the time it was generated.
 */
public final class Ids {
    /** 2025-01-01T00:00:00Z. */
    public static final long EPOCH_MILLIS = 1_735_689_600_000L;

    /** Bits below the milliseconds. */
    public static final int TIME_SHIFT = 22;

    /** Bits below the worker's number. */
    public static final int WORKER_SHIFT = 12;

    /** The largest worker number. */
    public static final int MAX_WORKER = 1023;

    private Ids() {}

    /** When the id was generated, in milliseconds since 1970. */
    public static long millis(long id) {
        return (id >>> TIME_SHIFT) + EPOCH_MILLIS;
    }

    /** When the id was generated. */
    public static Instant time(long id) {
        return Instant.ofEpochMilli(millis(id));
    }

    /** The smallest id that can be generated at or after a time in milliseconds since 1970; 0 before the epoch. */
    public static long floor(long millis) {
        return Math.max(0, millis - EPOCH_MILLIS) << TIME_SHIFT;
    }
}
