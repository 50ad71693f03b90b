package magpie.post.cassandra.session;

import magpie.api.Ids;

/** Timestamps of rows, in microseconds as Cassandra has them. */
public final class WriteTimestamps {
    private static final long MICROS = 1_000;
    private static final long MARGIN_MICROS = 30_000_000;

    private WriteTimestamps() {}

    /** Of a row that comes into being with its id. */
    public static long written(long id) {
        return Ids.millis(id) * MICROS;
    }

    /** Of the erasure of such a row, which wins over every writing of it, early or late. */
    public static long erased(long id) {
        return written(id) + 1;
    }

    /** Of the erasure of a row that is not used again, whoever wrote it and with whichever clock. */
    public static long late(long nowMillis) {
        return nowMillis * MICROS + MARGIN_MICROS;
    }

    /** The next of a sequence that also grows with time. */
    public static long next(long before, long nowMillis) {
        return Math.max(before + 1, nowMillis * MICROS);
    }
}
