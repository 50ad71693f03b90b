package magpie.user.postgres;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import magpie.api.log.Batch;
import magpie.engines.Engines;
import magpie.engines.node.EngineException;
import magpie.kit.log.Outbox;
import magpie.user.Stores;

/** An empty database for a test on the running engine; dropped when closed. */
final class TestDatabase implements AutoCloseable {
    /** No test emits more. */
    static final int MOST = 1_000;

    private final Servers admin;
    private final Servers servers;

    private TestDatabase(Servers admin, Servers servers) {
        this.admin = admin;
        this.servers = servers;
    }

    static TestDatabase create() {
        Servers admin = Servers.of(Engines.required("postgres").access(PostgresConfig.class));
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

    /** The ports, and the pending events. */
    static Stores stores(PostgresUsers users) {
        return new Stores(
                users.users(),
                users.sessions(),
                users.keys(),
                () -> told(users.outbox().pending(MOST)));
    }

    static List<Batch.Entry> told(List<Outbox.Row> pending) {
        return pending.stream()
                .map(row -> new Batch.Entry(0, row.key(), row.at(), row.type(), row.body()))
                .toList();
    }

    /** The address of the primary. */
    static String primary() {
        Engines engines = Engines.required("postgres");
        return engines.addresses().get(engines.nodes().indexOf(primaryNode()));
    }

    /** The name of the primary; a single server has no role. */
    static String primaryNode() {
        List<String> nodes = Engines.required("postgres").nodes();
        return nodes.size() == 1
                ? nodes.getFirst()
                : nodes.stream()
                        .filter(node -> Engines.role(node).equals("primary"))
                        .findFirst()
                        .orElseThrow();
    }

    static List<String> standbyNodes() {
        return Engines.required("postgres").nodes().stream()
                .filter(node -> !node.equals(primaryNode()))
                .toList();
    }

    /** After a kill; until the dead process is reaped, the server mistakes it for another running one. */
    static void restart(String node) {
        Await.until(() -> {
            try {
                Engines.restart(node);
                return true;
            } catch (EngineException e) {
                return false;
            }
        });
    }

    /** Runs statements on the primary as the superuser. */
    static void onServer(String... statements) {
        asSuperuser(primaryNode(), statements);
    }

    static void onStandbys(String statement) {
        standbyNodes().forEach(node -> asSuperuser(node, statement));
    }

    private static void asSuperuser(String node, String... statements) {
        Engines engines = Engines.required("postgres");
        String address = engines.addresses().get(engines.nodes().indexOf(node));
        String url = "jdbc:postgresql://" + address + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", engines.password());
                var running = connection.createStatement()) {
            for (String statement : statements) {
                running.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    void clear() {
        execute("TRUNCATE account, tombstone, session, spent_token, signing_key, outbox, lease");
    }

    /** Runs a statement on the primary. */
    void execute(String statement) {
        execute(servers, statement);
    }

    /** Returns the number that a query finds on the primary. */
    long number(String query) {
        try (Connection connection = connect(servers);
                var running = connection.createStatement();
                ResultSet rows = running.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private void execute(Servers at, String statement) {
        try (Connection connection = connect(at);
                var running = connection.createStatement()) {
            running.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private static Connection connect(Servers at) throws SQLException {
        String url = "jdbc:postgresql://" + String.join(",", at.hosts()) + "/" + at.database()
                + "?targetServerType=primary&socketTimeout=30";
        return DriverManager.getConnection(url, at.user(), at.password());
    }

    @Override
    public void close() {
        execute(admin, "DROP DATABASE " + servers.database() + " WITH (FORCE)");
    }
}
