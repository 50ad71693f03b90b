package magpie.user.postgres;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import magpie.api.log.Batch;
import magpie.engines.Engines;
import magpie.kit.engines.EnginesConfig;
import magpie.kit.log.Outbox;
import magpie.user.Stores;

/** An empty database of a test's own on the engine that runs; gone when it is closed. */
final class TestDatabase implements AutoCloseable {
    private final Servers admin;
    private final Servers servers;

    private TestDatabase(Servers admin, Servers servers) {
        this.admin = admin;
        this.servers = servers;
    }

    static TestDatabase create() {
        Engines engines = Engines.required("postgres");
        EnginesConfig config = engines.config();
        Servers admin = Servers.of(config, engines.secrets());
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        TestDatabase database =
                new TestDatabase(admin, new Servers(admin.hosts(), name, admin.user(), admin.password()));
        database.execute(admin, "CREATE DATABASE " + name);
        return database;
    }

    Servers servers() {
        return servers;
    }

    PostgresUsers open() {
        return PostgresUsers.open(servers, InstantSource.system(), new SimpleMeterRegistry());
    }

    /** The ports, and what waits to be told. */
    static Stores stores(PostgresUsers users) {
        return new Stores(users.users(), users.sessions(), users.keys(), () -> told(users.outbox()));
    }

    static List<Batch.Entry> told(Outbox outbox) {
        return outbox.pending(1_000).stream()
                .map(row -> new Batch.Entry(0, row.key(), row.at(), row.type(), row.body()))
                .toList();
    }

    void clear() {
        execute("TRUNCATE account, tombstone, session, spent_token, signing_key, outbox, lease");
    }

    /** Runs a statement on the primary. */
    void execute(String statement) {
        execute(servers, statement);
    }

    private void execute(Servers at, String statement) {
        String url =
                "jdbc:postgresql://" + String.join(",", at.hosts()) + "/" + at.database() + "?targetServerType=primary";
        try (Connection connection = DriverManager.getConnection(url, at.user(), at.password());
                var running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    @Override
    public void close() {
        execute(admin, "DROP DATABASE " + servers.database() + " WITH (FORCE)");
    }
}
