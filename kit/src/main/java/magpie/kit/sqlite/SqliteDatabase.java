package magpie.kit.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import magpie.api.ServiceException;
import magpie.kit.Waits;
import magpie.kit.fastpath.FastPath;
import magpie.kit.ids.IdGenerator;
import magpie.kit.sql.Dialect;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite file in WAL mode with {@code synchronous=FULL}: once {@link #write} returns, its change is on disk. Writes
 * of all callers go through one writer thread that commits them in groups ({@link GroupCommit}); reads run beside it on
 * a small pool of connections and see the last commit. Callers block; call from virtual threads.
 */
public final class SqliteDatabase implements SqlDatabase, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteDatabase.class);

    private final Dialect dialect = new SqliteDialect();
    private final Path file;
    private final SqliteFile opener;
    private final int readerCount;
    private final ArrayBlockingQueue<Sql> readers;
    private final List<Runnable> commitListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> afterwards = new CopyOnWriteArrayList<>();
    private final IdGenerator ids;
    private final GroupCommit writer;
    private final Checkpointer checkpointer;

    /**
     * Opens or creates a store.
     *
     * @throws magpie.kit.StartException if the file is not ours, corrupt or of a newer program; it is left untouched
     */
    public static SqliteDatabase open(Path file, Schema schema) {
        return new SqliteDatabase(file, schema, SqliteOptions.DEFAULTS);
    }

    /** Opens or creates a store of other sizes. */
    public static SqliteDatabase open(Path file, Schema schema, SqliteOptions options) {
        return new SqliteDatabase(file, schema, options);
    }

    /**
     * Checks a store without changing anything; an absent one is fine.
     *
     * @throws magpie.kit.StartException as {@link #open} does
     */
    public static void check(Path file, Schema schema) {
        new SqliteFile(file, SqliteOptions.DEFAULTS).check(schema);
    }

    private SqliteDatabase(Path file, Schema schema, SqliteOptions options) {
        this.file = file;
        this.opener = new SqliteFile(file, options);
        opener.check(schema);
        SqliteFile.createForOwnerOnly(file);
        Sql first = opener.connect();
        opener.migrate(first, schema);
        this.readerCount = options.readers();
        this.readers = new ArrayBlockingQueue<>(readerCount);
        for (int i = 0; i < options.readers(); i++) {
            readers.add(opener.connect());
        }
        this.ids = generator(first);
        this.writer = new GroupCommit(
                file.getFileName().toString(), first, opener, options, this::beforeCommit, this::committed);
        this.checkpointer = new Checkpointer(file.getFileName().toString(), opener, writer::finishCheckpoint);
    }

    /** The generator whose high-water mark is kept in this store. */
    public IdGenerator ids() {
        return ids;
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        return writer.submit(work);
    }

    /** Runs on a pooled connection. */
    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        Sql sql = take();
        try {
            return work.run(sql);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            readers.add(sql);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Calls a listener after each commit and before its callers are answered, on the writer's thread: it must be quick.
     * What it throws is logged and affects nobody else.
     */
    public void onCommit(Runnable listener) {
        commitListeners.add(listener);
    }

    /** Calls a listener after all of {@link #onCommit}, so that it sees caches as of the commit. */
    public void afterCommit(Runnable listener) {
        afterwards.add(listener);
    }

    private void committed() {
        checkpointer.committed();
        commitListeners.forEach(SqliteDatabase::tell);
        afterwards.forEach(SqliteDatabase::tell);
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) { // the commit is durable, and its callers have no part in this failure
            log.error("a listener failed after a commit", e);
        }
    }

    /** The store's file. */
    public Path file() {
        return file;
    }

    /** Writes a consistent copy of the store to a new file, while it is in use. */
    public void backup(Path target) {
        Sql sql = opener.connect();
        try {
            SqliteFile.createForOwnerOnly(target);
            sql.update("VACUUM INTO ?", target.toString());
        } catch (SQLException e) {
            throw ServiceException.unavailable("The backup of " + file.getFileName() + " failed.", e);
        } finally {
            closeQuietly(sql);
        }
    }

    /** Waits for writes under way, then closes and checkpoints the WAL into the file. */
    @Override
    public void close() {
        checkpointer.close();
        writer.close();
        for (int i = 0; i < readerCount; i++) {
            closeQuietly(take());
        }
    }

    static ServiceException failure(SQLException e) {
        return ServiceException.unavailable("The store is not available; nothing was changed.", e);
    }

    static void closeQuietly(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            log.warn("closing a connection failed", e);
        }
    }

    private Sql take() {
        FastPath.exceeded();
        return Waits.orUnavailable(readers::take);
    }

    private IdGenerator generator(Sql sql) {
        try {
            long highWater = sql.number("SELECT high_water FROM clock", 0);
            long worker = sql.number("SELECT worker FROM clock", 0);
            return new IdGenerator(Clock.systemUTC(), (int) worker, highWater);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Every transaction renews the high-water mark, so no acknowledged id is above it. */
    private void beforeCommit(Sql sql) throws SQLException {
        sql.update("UPDATE clock SET high_water = ?", ids.last());
    }
}
