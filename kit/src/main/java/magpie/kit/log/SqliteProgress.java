package magpie.kit.log;

import java.util.List;
import magpie.api.log.Batch;
import magpie.kit.sqlite.SqliteDatabase;

/** Progress kept in the consuming service's own store, beside the effects. */
public final class SqliteProgress implements Progress {
    private final SqliteDatabase database;
    private final String topic;

    /** The progress of the service that owns the store in one topic. */
    public SqliteProgress(SqliteDatabase database, String topic) {
        this.database = database;
        this.topic = topic;
    }

    @Override
    public long load() {
        return database.read(sql -> sql.number("SELECT offset FROM consumer_offset WHERE topic = ?", 0, topic));
    }

    @Override
    public void save(long offset) {
        database.write(sql -> sql.update(
                "INSERT INTO consumer_offset VALUES (?, ?) ON CONFLICT (topic) DO UPDATE SET offset = excluded.offset",
                topic,
                offset));
    }

    @Override
    public void keepDeadLetter(Batch.Entry event, String error) {
        database.write(sql -> sql.update(
                "INSERT OR REPLACE INTO dead_letters (topic, offset, key, at, type, body, error) VALUES (?, ?, ?, ?, ?, ?, ?)",
                topic,
                event.offset(),
                event.key(),
                event.at(),
                event.type(),
                event.body(),
                error));
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return database.read(sql -> sql.list(
                "SELECT offset, key, at, type, body, error FROM dead_letters WHERE topic = ? ORDER BY offset LIMIT 1000",
                row -> new DeadLetter(
                        topic,
                        new Batch.Entry(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), row.getString(5)),
                        row.getString(6)),
                topic));
    }
}
