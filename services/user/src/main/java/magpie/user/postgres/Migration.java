package magpie.user.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import magpie.kit.StartException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Migrates the schema to this program's version. Of several processes one does it and the others wait. */
final class Migration implements AutoCloseable {
    private static final int OLDEST = 150_000;

    private final Servers servers;
    private final HikariDataSource source;
    private final Flyway flyway;

    Migration(Servers servers) {
        this.servers = servers;
        this.source = servers.patient();
        this.flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:magpie/user/postgres")
                .table("user_schema")
                .loggers("slf4j")
                .load();
    }

    /**
     * Migrates.
     *
     * @throws StartException if somebody must change something first
     * @throws SQLException if it may succeed a little later
     */
    void run() throws SQLException {
        try {
            refuseOldServer();
            refuseNewerSchema();
            flyway.migrate();
            refuseNewerSchema();
        } catch (SQLException e) {
            throw refusedOr(e);
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw refusedOr(cause);
            }
            throw new StartException("The schema of " + servers + " cannot be used (" + firstLine(e) + ").", e);
        }
    }

    private void refuseOldServer() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SHOW server_version_num")) {
            version.next();
            checkVersion(version.getInt(1), servers);
        }
    }

    static void checkVersion(int number, Servers servers) {
        if (number < OLDEST) {
            throw new StartException("The PostgreSQL at " + servers + " is of version " + number / 10_000
                    + ", and Magpie needs 15 or newer. Upgrade it.");
        }
    }

    private void refuseNewerSchema() {
        if (Arrays.stream(flyway.info().applied()).anyMatch(Migration::isNewer)) {
            throw new StartException("The database " + servers
                    + " was written by a newer Magpie. Use that version, or restore a backup of the time before it.");
        }
    }

    private static boolean isNewer(MigrationInfo migration) {
        return migration.getState() == MigrationState.FUTURE_SUCCESS
                || migration.getState() == MigrationState.FUTURE_FAILED;
    }

    private SQLException refusedOr(SQLException e) {
        if (Faults.isPassing(e)) {
            return e;
        }
        throw new StartException(
                "PostgreSQL refuses " + servers + " (" + firstLine(e) + "). Check the settings postgres.…,"
                        + " the password, and that the database exists and is this user's.",
                e);
    }

    @Override
    public void close() {
        source.close();
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
