package magpie.user.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import magpie.kit.Waits;
import magpie.kit.expiry.Expiry;
import magpie.kit.fastpath.FastPath;
import magpie.kit.sql.Dialect;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlDatabase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database. A transaction that was rolled back because of another one, or because its server went away, is
 * retried until the caller's deadline, on whichever server is the primary by then. One that was lost while committing
 * is not, since its outcome is unknown.
 */
final class PostgresDatabase implements SqlDatabase, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresDatabase.class);

    private static final int CONNECTIONS = 10;
    private static final int STANDBY_CONNECTIONS = 8;
    /** The most callers that wait for a connection; one more is refused. */
    private static final int MOST_WAITING = 1_000;

    private static final int MOST_TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(512);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Dialect dialect = new PostgresDialect();
    private final HikariDataSource primary;
    private final @Nullable HikariDataSource standbys;
    private final ReplicaPosition position = new ReplicaPosition(this);
    private final List<Ended> listeners = new CopyOnWriteArrayList<>();

    /** Is told of the end of a transaction before its caller is; must be fast and must not throw. */
    interface Ended {
        void ended(Sql sql, boolean committed);
    }

    PostgresDatabase(Servers servers, MeterRegistry meters) {
        this.primary = servers.primary(CONNECTIONS, meters);
        this.standbys = servers.areSeveral() ? servers.standbys(STANDBY_CONNECTIONS, meters) : null;
    }

    /** Uses a pool made elsewhere, and closes it. */
    PostgresDatabase(HikariDataSource primary) {
        this.primary = primary;
        this.standbys = null;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    void onEnd(Ended listener) {
        listeners.add(listener);
    }

    /** The position that a standby must have reached to be read. */
    ReplicaPosition position() {
        return position;
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
        return again(() -> transaction(work));
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        return again(() -> reading(primary, work));
    }

    @Override
    public boolean mayBeBehind() {
        return standbys != null;
    }

    @Override
    public <T extends @Nullable Object> T readBehind(Work<T> work) {
        if (standbys == null) {
            return read(work);
        }
        ReplicaPosition.Position seen = position.now();
        try {
            return reading(standbys, sql -> {
                if (!seen.isSeenBy(sql)) {
                    throw new Behind();
                }
                return work.run(sql);
            });
        } catch (SQLException e) {
            log.debug("a standby was not asked: {}", e.toString());
            return read(work);
        }
    }

    /** The standby lacks what this process wrote. */
    private static final class Behind extends SQLException {
        private static final long serialVersionUID = 1;
    }

    /** One attempt. */
    private interface Try<T extends @Nullable Object> {
        T run() throws SQLException;
    }

    private <T extends @Nullable Object> T again(Try<T> work) {
        FastPath.exceeded();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (int tries = 1; true; tries++) {
            try {
                return work.run();
            } catch (SQLException e) {
                if (Faults.isReadOnly(e)) {
                    Servers.state(primary).softEvictConnections();
                }
                if (tries == MOST_TRIES || !Faults.mayPass(e) || System.nanoTime() > end) {
                    throw Faults.undone(e);
                }
                Waits.backOff(tries, FIRST_PAUSE, LONGEST_PAUSE);
            }
        }
    }

    private <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
        Expiry.current().check();
        Connection connection = take(primary);
        Sql sql = new Sql(connection);
        boolean committed = false;
        try {
            connection.setAutoCommit(false);
            T result = work.run(sql);
            Expiry.current().check(); // now that all locks are held
            commit(connection);
            committed = true;
            return result;
        } finally {
            end(sql, committed);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (Faults.isLost(e)) {
                throw Faults.unknown(e);
            }
            throw e;
        }
    }

    private void end(Sql sql, boolean committed) {
        close(sql);
        for (Ended listener : listeners) {
            listener.ended(sql, committed);
        }
    }

    private static <T extends @Nullable Object> T reading(HikariDataSource pool, Work<T> work) throws SQLException {
        Sql sql = new Sql(take(pool));
        try {
            return work.run(sql);
        } finally {
            close(sql);
        }
    }

    private static Connection take(HikariDataSource pool) throws SQLException {
        HikariPoolMXBean state = Servers.state(pool);
        if (state.getThreadsAwaitingConnection() >= MOST_WAITING) {
            throw Faults.overloaded();
        }
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            if (state.getActiveConnections() >= pool.getMaximumPoolSize()) {
                throw Faults.overloaded();
            }
            throw e;
        }
    }

    /** Returns the connection; the pool rolls back what was not committed, and drops a broken connection. */
    private static void close(Sql sql) {
        try {
            sql.close();
        } catch (SQLException e) {
            log.debug("giving a connection back failed", e);
        }
    }

    @Override
    public void close() {
        if (standbys != null) {
            standbys.close();
        }
        primary.close();
    }
}
