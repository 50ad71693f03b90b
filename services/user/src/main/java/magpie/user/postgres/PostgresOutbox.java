package magpie.user.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import magpie.kit.log.Outbox;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlEvents;

/**
 * The table {@code outbox}. Pending is all that is committed, in order of position. That is enough. Sent rows are
 * deleted and no position is remembered, so a row committed after others with higher positions is found by the next
 * scan. And an event takes its position while its subject is locked, so an earlier event of the same key was committed
 * before this one was written, and is visible whenever this one is.
 *
 * <p>Waiting until no older transaction is open ({@code pg_snapshot_xmin}) would do harm: a transaction gets its number
 * before it waits for a lock, so of two events of a key the later may have the smaller number, and would be sent alone.
 */
final class PostgresOutbox implements Outbox, SqlEvents {
    private static final int MOST = 10_000;

    private final PostgresDatabase database;
    private final LongSupplier ids;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** Open transactions that have written events. */
    private final Set<Sql> telling = ConcurrentHashMap.newKeySet();

    PostgresOutbox(PostgresDatabase database, LongSupplier ids) {
        this.database = database;
        this.ids = ids;
        database.onEnd(this::ended);
    }

    @Override
    public void append(Sql sql, String topic, long key, Object event) throws SQLException {
        telling.add(sql);
        Row row = Row.of(ids.getAsLong(), topic, key, event);
        sql.update(
                "INSERT INTO outbox (id, topic, key, at, type, body) VALUES (?, ?, ?, ?, ?, ?)",
                row.id(),
                row.topic(),
                row.key(),
                row.at(),
                row.type(),
                row.body());
    }

    @Override
    public List<Row> pending(int limit) {
        return database.read(sql -> sql.list(
                "SELECT id, topic, key, at, type, body FROM outbox ORDER BY place LIMIT ?",
                PostgresOutbox::toRow,
                Math.clamp(limit, 1, MOST)));
    }

    @Override
    public void sent(List<Row> rows) {
        long[] sent = rows.stream().mapToLong(Row::id).toArray();
        database.write(sql -> sql.update("DELETE FROM outbox WHERE id = ANY (?)", (Object) sent));
    }

    @Override
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    private void ended(Sql sql, boolean committed) {
        if (telling.remove(sql) && committed) {
            database.position().written();
            listeners.forEach(Runnable::run);
        }
    }

    private static Row toRow(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), row.getString(5), row.getString(6));
    }
}
