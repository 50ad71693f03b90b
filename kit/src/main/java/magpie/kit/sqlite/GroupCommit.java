package magpie.kit.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import magpie.api.ServiceException;
import magpie.kit.StartException;
import magpie.kit.expiry.Expiry;
import magpie.kit.loop.Loop;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlDatabase;
import magpie.kit.writer.WriteQueue;
import magpie.kit.writer.WriteRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a file: takes the waiting requests, runs them in one transaction, commits once, then answers all.
 * If one fails, the group is rolled back and runs again, each request in its own savepoint: failures are rare, and a
 * savepoint copies every page that is changed in it.
 *
 * <p>A group ends after {@link SqliteOptions#group} requests, or when it has run for as long as the last commit took
 * (at most {@link SqliteOptions#groupMillis}). So at least half of the writer's time is work, on slow disks too, and on
 * fast ones callers proceed with one group while the next is written, instead of all waiting for one large commit. Its
 * size in bytes is bounded by what is admitted in that time.
 */
final class GroupCommit implements Loop.Body {
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private static final long SHORTEST_NANOS = 1_000_000;
    private static final Duration FOR_EVER = Duration.ofDays(1_000);

    private final SqliteFile opener;
    private final SqliteOptions options;
    private final Step beforeCommit;
    private final Runnable committed;
    private final WriteQueue<Request<?>> queue;
    private final List<Request<?>> group;
    private final Loop loop;
    private volatile boolean checkpointing;
    private Sql sql;
    private long lastCommitNanos;

    /** A step of a transaction. */
    interface Step {
        void run(Sql sql) throws SQLException;
    }

    GroupCommit(String name, Sql sql, SqliteFile opener, SqliteOptions options, Step beforeCommit, Runnable committed) {
        this.sql = sql;
        this.opener = opener;
        this.options = options;
        this.beforeCommit = beforeCommit;
        this.committed = committed;
        this.queue = new WriteQueue<>(options.queue());
        this.group = new ArrayList<>(options.group());
        this.loop = Loop.of(Thread.ofPlatform().name("writer-" + name), this);
        loop.start();
    }

    <T extends @Nullable Object> T submit(SqlDatabase.Work<T> work) {
        if (loop.isHere()) {
            throw new IllegalStateException("a write by the writer itself, which would wait for ever");
        }
        Request<T> request = new Request<>(work);
        queue.put(request);
        return request.await();
    }

    /** Requests the end of a checkpoint between two groups, when no frame is added. */
    void finishCheckpoint() {
        checkpointing = true;
        queue.wakeUp();
    }

    /** Finishes what was submitted, then ends the thread and checkpoints the WAL into the file. */
    void close() {
        queue.close(loop);
        try {
            if (loop.join(FOR_EVER)) {
                sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException e) {
            log.warn("the last checkpoint failed; the next start will catch up", e);
        } finally {
            SqliteDatabase.closeQuietly(sql);
        }
    }

    @Override
    public void round() throws InterruptedException {
        Request<?> first = queue.take();
        if (first != null) {
            commit(first);
        }
        if (checkpointing) {
            checkpoint();
        }
    }

    @Override
    public boolean hasMore() {
        return queue.size() > 0;
    }

    /** Fails the group: its callers would otherwise wait for ever. */
    @Override
    public void failed(String name, Throwable reason) {
        log.error("unexpected error in {}; continuing", name, reason);
        fail(ServiceException.unavailable("It is not known if this was stored.", reason));
    }

    @Override
    public void ended() {
        ServiceException failure = ServiceException.unavailable("The program is stopping.", null);
        fail(failure);
        queue.end(failure);
    }

    /** Never waits for readers: if one is in the way, the next checkpoint comes soon. */
    private void checkpoint() {
        checkpointing = false;
        try {
            sql.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            log.warn("a checkpoint failed; the next one will catch up: {}", e.toString());
        }
    }

    private void commit(Request<?> first) {
        group.add(first);
        try {
            sql.update("BEGIN IMMEDIATE");
            runAll();
            beforeCommit.run(sql);
            long start = System.nanoTime();
            sql.update("COMMIT");
            lastCommitNanos = System.nanoTime() - start;
        } catch (SQLException | RuntimeException | Error e) {
            undo(e);
            return;
        }
        committed.run();
        group.forEach(Request::answer);
        group.clear();
    }

    private void fail(ServiceException failure) {
        group.forEach(request -> request.fail(failure));
        group.clear();
    }

    /** Runs requests one after the other until the first failure; from then on each in its own savepoint. */
    private void runAll() throws SQLException {
        long end = System.nanoTime() + Math.clamp(lastCommitNanos, SHORTEST_NANOS, options.groupMillis() * 1_000_000L);
        boolean apart = false;
        for (Request<?> next = group.getFirst(); next != null; next = more(end)) {
            if (apart) {
                next.runApart(sql);
            } else if (!next.run(sql)) {
                apart = true;
                again();
            }
        }
    }

    /** Throws, and so ends the whole group, if the failure has rolled back the transaction itself. */
    private void again() throws SQLException {
        sql.update("ROLLBACK");
        sql.update("BEGIN IMMEDIATE");
        for (Request<?> request : group) {
            request.runApart(sql);
        }
    }

    private @Nullable Request<?> more(long end) {
        Request<?> next = group.size() < options.group() && System.nanoTime() < end ? queue.poll() : null;
        if (next != null) {
            group.add(next);
        }
        return next;
    }

    /** Rolls back after the store failed (disk full, I/O error): nobody in the group is acknowledged. */
    private void undo(Throwable e) {
        log.error("a group of {} writes was rolled back: {}", group.size(), e.toString());
        try {
            sql.update("ROLLBACK");
        } catch (SQLException none) {
            log.debug("nothing to roll back", none);
        }
        reconnect();
        fail(ServiceException.unavailable("The store is not available; nothing was changed.", e));
    }

    /** Reopens the connection: one that met an I/O error may be left in a broken state. */
    private void reconnect() {
        SqliteDatabase.closeQuietly(sql);
        while (!loop.isEnding()) {
            try {
                sql = opener.connect();
                return;
            } catch (StartException e) {
                log.error("the store cannot be opened again: {}", e.getMessage());
                queue.refuse(SqliteDatabase.failure(new SQLException(e)));
                LockSupport.parkNanos(200_000_000);
            }
        }
    }

    /** One caller's work. */
    private static final class Request<T extends @Nullable Object> extends WriteRequest<T> {
        private final SqlDatabase.Work<T> work;

        Request(SqlDatabase.Work<T> work) {
            this.work = work;
        }

        /** Whether the work succeeded, or was not even begun; failed work may have changed something. */
        boolean run(Sql sql) {
            if (isTooLate()) {
                refused(Expiry.tooLate());
                return true;
            }
            try {
                succeeded(work.run(sql));
                return true;
            } catch (ServiceException e) {
                refused(e);
            } catch (SQLException e) {
                refused(SqliteDatabase.failure(e));
            } catch (RuntimeException e) {
                refused(new IllegalStateException("a write failed", e));
            }
            return false;
        }

        void runApart(Sql sql) throws SQLException {
            sql.update("SAVEPOINT request");
            if (!run(sql)) {
                // Throws, and so ends the whole group, if the failure has rolled back the transaction itself.
                sql.update("ROLLBACK TO request");
            }
            sql.update("RELEASE request");
        }
    }
}
