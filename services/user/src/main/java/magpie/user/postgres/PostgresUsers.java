package magpie.user.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.InstantSource;
import magpie.api.ServiceException;
import magpie.kit.StartException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineWait;
import magpie.kit.lease.LeasedIdGenerator;
import magpie.kit.lease.Leases;
import magpie.kit.log.Outbox;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import magpie.user.store.KeyStore;
import magpie.user.store.SessionStore;
import magpie.user.store.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user service's ports on PostgreSQL, and what else the role needs from it. */
public final class PostgresUsers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresUsers.class);

    private final PostgresDatabase database;
    private final PostgresLeases leases;
    private final LeasedIdGenerator ids;
    private final PostgresOutbox outbox;
    private final UserStore users;
    private final SessionStore sessions;
    private final KeyStore keys;

    /**
     * Waits until the primary can be reached, migrates the schema and takes a worker number.
     *
     * @throws StartException if somebody must change something first: an old server, a newer schema, no access
     */
    public static PostgresUsers open(EngineAccess engines, InstantSource clock, MeterRegistry meters) {
        return open(Servers.of(engines), clock, meters);
    }

    static PostgresUsers open(Servers servers, InstantSource clock, MeterRegistry meters) {
        awaitSchema(servers, meters);
        PostgresDatabase database = new PostgresDatabase(servers, meters);
        try {
            return new PostgresUsers(database, clock);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private PostgresUsers(PostgresDatabase database, InstantSource clock) {
        this.database = database;
        this.leases = new PostgresLeases(database);
        this.ids = LeasedIdGenerator.start(leases, clock);
        this.outbox = new PostgresOutbox(database, ids::next);
        this.users = new SqlUserStore(database, outbox);
        this.sessions = new SqlSessionStore(database, outbox);
        this.keys = new SqlKeyStore(database);
    }

    private static void awaitSchema(Servers servers, MeterRegistry meters) {
        try (EngineWait wait = new EngineWait("PostgreSQL", servers.toString(), meters)) {
            while (!hasSchema(servers, wait)) {
                // retried after a pause
            }
            wait.over();
        }
    }

    /** Uses new connections each time: a pool without a server would log so itself, again and again. */
    private static boolean hasSchema(Servers servers, EngineWait wait) {
        try (Migration migration = new Migration(servers)) {
            migration.run();
            return true;
        } catch (SQLException e) {
            wait.failed(
                    e.getCause() instanceof SQLException reason
                            ? reason
                            : e); // the pool's own exception only says that it waited
            return false;
        }
    }

    /** Accounts. */
    public UserStore users() {
        return users;
    }

    /** Sessions. */
    public SessionStore sessions() {
        return sessions;
    }

    /** Signing keys. */
    public KeyStore keys() {
        return keys;
    }

    /** Events that are not in the log yet. */
    public Outbox outbox() {
        return outbox;
    }

    /** Leases for work that only one process may do. */
    public Leases leases() {
        return leases;
    }

    /** Ids with this process' own worker number. */
    public LeasedIdGenerator ids() {
        return ids;
    }

    /** Another process has changed something: from now on reads skip standbys that lack it. */
    public void changed() {
        database.position().written();
    }

    PostgresDatabase database() {
        return database;
    }

    @Override
    public void close() {
        try {
            ids.close();
        } catch (ServiceException e) {
            log.warn("worker number {} could not be released, its lease will expire", ids.number(), e);
        } finally {
            database.close();
        }
    }
}
