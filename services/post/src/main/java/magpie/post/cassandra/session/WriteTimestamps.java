package magpie.post.cassandra.session;

import magpie.api.Ids;

/** Write timestamps, in microseconds as Cassandra has them. */
public final class WriteTimestamps {
    private static final long MICROS = 1_000;
    private static final long MARGIN_MICROS = 30_000_000;

    private WriteTimestamps() {}

    /** Timestamp of a row that is created with its id. */
    public static long written(long id) {
        return Ids.millis(id) * MICROS;
    }

    /** Timestamp of its deletion: one µs above the insert, so the deletion always wins. */
    public static long deleted(long id) {
        return written(id) + 1;
    }

    /** Timestamp that deletes a row for good, whoever wrote it and by whichever clock. */
    public static long late(long nowMillis) {
        return nowMillis * MICROS + MARGIN_MICROS;
    }

    /** The next of a sequence that also grows with time. */
    public static long next(long before, long nowMillis) {
        return Math.max(before + 1, nowMillis * MICROS);
    }
}
