package magpie.user.postgres;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import magpie.kit.sql.Sql;

/**
 * How far a standby must be to know what this process wrote, and what it heard that others wrote. Caches are filled from
 * standbys: without this they would keep, for a while, what was before the change that had just dropped it.
 */
final class ReplicaPosition {
    private final PostgresDatabase database;
    private final AtomicLong writes = new AtomicLong();
    private volatile Mark last = new Mark(0, "");

    ReplicaPosition(PostgresDatabase database) {
        this.database = database;
    }

    /**
     * A place in the primary's write-ahead log.
     *
     * @param writes those of this process, and those heard of, that are before it
     * @param place empty as long as there was none
     */
    record Mark(long writes, String place) {
        /** One that was a standby and is the primary now has all. */
        boolean isSeenBy(Sql sql) throws SQLException {
            return place.isEmpty()
                    || sql.number(
                                    "SELECT CASE WHEN pg_is_in_recovery()"
                                            + " THEN (pg_last_wal_replay_lsn() >= ?::pg_lsn)::int ELSE 1 END",
                                    0,
                                    place)
                            == 1;
        }
    }

    /** Something was committed, here or elsewhere, that standbys are asked for; before anybody is told. */
    void written() {
        writes.incrementAndGet();
    }

    /** The mark behind all writes so far; the primary is asked for it once after each. */
    Mark now() {
        Mark mark = last;
        long now = writes.get();
        if (mark.writes() == now) {
            return mark;
        }
        String place =
                database.read(sql -> sql.first("SELECT pg_current_wal_flush_lsn()::text", row -> row.getString(1)));
        Mark next = new Mark(now, place == null ? "" : place);
        last = next;
        return next;
    }
}
