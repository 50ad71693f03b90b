package magpie.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import magpie.api.post.InteractionEvent;
import magpie.kit.lease.Leases;
import magpie.kit.log.Outbox;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;

/** An outbox and leases in one file, like a store of the cluster product. */
final class SqliteOutbox implements Outbox, Leases, AutoCloseable {
    static final Schema SCHEMA = Schema.of(SqliteOutbox.class, "outbox-1.sql");

    private final SqliteDatabase database;

    SqliteOutbox(Path file) {
        this.database = SqliteDatabase.open(file, SCHEMA);
    }

    /** Appends the event of a like. */
    void append(long person, long post) {
        add(Row.of(database.ids().next(), InteractionEvent.TOPIC, person, liked(person, post)));
    }

    void add(Row row) {
        database.write(sql -> sql.update(
                "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?)",
                row.id(),
                row.topic(),
                row.key(),
                row.at(),
                row.type(),
                row.body()));
    }

    static InteractionEvent liked(long person, long post) {
        return new InteractionEvent.Liked(post, person, 1);
    }

    @Override
    public List<Row> pending(int limit) {
        return database.read(sql -> sql.list(
                "SELECT id, topic, key, at, type, body FROM outbox ORDER BY id LIMIT ?",
                row -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6)),
                limit));
    }

    @Override
    public void sent(List<Row> rows) {
        database.write(sql -> {
            for (Row row : rows) {
                sql.update("DELETE FROM outbox WHERE id = ?", row.id());
            }
            return rows.size();
        });
    }

    @Override
    public void onAppend(Runnable listener) {
        database.afterCommit(listener);
    }

    @Override
    public boolean hold(String name, String holder, Duration time) {
        long now = System.currentTimeMillis();
        return database.write(sql -> sql.update(
                        "INSERT INTO lease VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
                                + " SET holder = excluded.holder, until = excluded.until"
                                + " WHERE holder = excluded.holder OR until < ?",
                        name,
                        holder,
                        now + time.toMillis(),
                        now))
                == 1;
    }

    @Override
    public void release(String name, String holder) {
        database.write(sql -> sql.update("DELETE FROM lease WHERE name = ? AND holder = ?", name, holder));
    }

    /** Ends every lease, as if its time were over. */
    void seize(String name, String by) {
        database.write(sql -> sql.update(
                "INSERT OR REPLACE INTO lease VALUES (?, ?, ?)", name, by, System.currentTimeMillis() + 3_600_000));
    }

    @Override
    public void close() {
        database.close();
    }
}
