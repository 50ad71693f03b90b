package magpie.kit.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Ends;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlEvents;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * The topics of one embedded service. The outbox table is the topic: the change and its event are one transaction, and
 * readers read the same rows. One writer gives offsets in commit order, so a reader never sees a gap that fills later.
 * Readers that wait are woken by the commit.
 *
 * <p>A topic {@code t} is the table {@code topic_t (offset INTEGER PRIMARY KEY, key, at, type, body)}.
 */
public final class SqliteTopics implements Topics, SqlEvents {
    private static final int MAX_READ = 1_000;
    private static final int MAX_WAIT_MILLIS = 2_000;

    private final SqliteDatabase database;
    private final Map<String, Table> tables = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition committed = lock.newCondition();
    private long commits;

    /** The statements on one topic's table, as constants. */
    private record Table(String insert, String read, String end, String trim) {
        static Table of(String topic) {
            if (!topic.matches("[a-z_]+")) {
                throw new IllegalArgumentException("topic: " + topic + " (expected: letters)");
            }
            String table = "topic_" + topic;
            return new Table(
                    "INSERT INTO " + table + " (key, at, type, body) VALUES (?, ?, ?, ?)",
                    "SELECT offset, key, at, type, body FROM " + table + " WHERE offset > ? ORDER BY offset LIMIT ?",
                    "SELECT coalesce(max(offset), 0) FROM " + table,
                    // Looks at the oldest rows alone: a scan for old ones would hold the writer for the whole topic.
                    "DELETE FROM " + table + " WHERE at < ? AND offset < (SELECT max(offset) FROM " + table
                            + ") AND offset IN (SELECT offset FROM " + table + " ORDER BY offset LIMIT ?)");
        }
    }

    /** Topics in a service's store; their tables are part of its schema. */
    public SqliteTopics(SqliteDatabase database, String... topics) {
        this.database = database;
        for (String topic : topics) {
            tables.put(topic, Table.of(topic));
        }
        database.afterCommit(this::wake);
    }

    /** The names of these topics. */
    public Set<String> names() {
        return Set.copyOf(tables.keySet());
    }

    @Override
    public void append(Sql sql, String topic, long key, Object event) throws SQLException {
        sql.update(
                table(topic).insert(), key, System.currentTimeMillis(), EventCodec.type(event), EventCodec.body(event));
    }

    @Override
    public Batch read(Read request) {
        long deadline =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(request.waitMillis(), MAX_WAIT_MILLIS));
        Table table = table(request.topic());
        int max = Math.clamp(request.max(), 1, MAX_READ);
        while (true) {
            long seen = commitsSeen();
            List<Batch.Entry> found = database.read(sql -> sql.list(
                    table.read(),
                    row -> new Batch.Entry(
                            row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), row.getString(5)),
                    request.after(),
                    max));
            if (!found.isEmpty() || !awaitCommit(seen, deadline)) {
                return new Batch(found);
            }
        }
    }

    @Override
    public Ends ends(Empty request) {
        return database.read(sql -> {
            Map<String, Long> ends = new HashMap<>();
            for (Map.Entry<String, Table> topic : tables.entrySet()) {
                ends.put(topic.getKey(), sql.number(topic.getValue().end(), 0));
            }
            return new Ends(ends);
        });
    }

    /**
     * Removes a chunk of events older than the retention; the newest event stays, so that offsets never start again.
     *
     * @return how many were removed; fewer than {@code limit} means none is left
     */
    public int trim(String topic, Duration retention, int limit) {
        long before = System.currentTimeMillis() - retention.toMillis();
        return database.write(sql -> sql.update(table(topic).trim(), before, limit));
    }

    private Table table(String topic) {
        Table table = tables.get(topic);
        if (table == null) {
            throw ServiceException.notFound("topic");
        }
        return table;
    }

    private long commitsSeen() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            commits++;
            committed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there was a commit after the one seen; false when the time is over. */
    private boolean awaitCommit(long seen, long deadline) {
        lock.lock();
        try {
            while (commits == seen) {
                if (committed.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
