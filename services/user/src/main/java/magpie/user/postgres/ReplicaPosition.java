package magpie.user.postgres;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import magpie.kit.sql.Sql;

/**
 * The write-ahead log position that a standby must have reached to see this process' writes and those it heard of.
 * Caches are filled from standbys: without this they would keep, for a while, the state before the change that evicted
 * it.
 */
final class ReplicaPosition {
    private final PostgresDatabase database;
    private final AtomicLong writes = new AtomicLong();
    private volatile Position last = new Position(0, "");

    ReplicaPosition(PostgresDatabase database) {
        this.database = database;
    }

    /**
     * A position in the primary's write-ahead log.
     *
     * @param writes how many writes of this process, or heard of, precede it
     * @param lsn empty while there was none
     */
    record Position(long writes, String lsn) {
        /** A former standby that is now the primary has seen everything. */
        boolean isSeenBy(Sql sql) throws SQLException {
            return lsn.isEmpty()
                    || sql.number(
                                    "SELECT CASE WHEN pg_is_in_recovery()"
                                            + " THEN (pg_last_wal_replay_lsn() >= ?::pg_lsn)::int ELSE 1 END",
                                    0,
                                    lsn)
                            == 1;
        }
    }

    /** Records a commit, here or elsewhere, that reads from standbys must see. Call it before anybody is told. */
    void written() {
        writes.incrementAndGet();
    }

    /** Returns the position after all writes so far; asks the primary once after each write. */
    Position now() {
        Position position = last;
        long now = writes.get();
        if (position.writes() == now) {
            return position;
        }
        String lsn =
                database.read(sql -> sql.first("SELECT pg_current_wal_flush_lsn()::text", row -> row.getString(1)));
        Position next = new Position(now, lsn == null ? "" : lsn);
        last = next;
        return next;
    }
}
