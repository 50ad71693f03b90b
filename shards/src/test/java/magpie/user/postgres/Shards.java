package magpie.user.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import magpie.api.log.Batch;
import magpie.kit.lease.LeasedIdGenerator;
import magpie.kit.log.Outbox;
import magpie.user.Stores;
import magpie.user.sql.SqlKeyStore;
import magpie.user.sql.SqlSessionStore;
import magpie.user.sql.SqlUserStore;
import magpie.user.store.KeyStore;
import magpie.user.store.SessionStore;
import magpie.user.store.UserStore;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;
import org.apache.shardingsphere.driver.jdbc.core.datasource.ShardingSphereDataSource;

/**
 * Two databases that ShardingSphere presents as one, with the product's stores on it: the same statements, the same
 * events. Worker numbers are leased on the first, bypassing ShardingSphere.
 */
final class Shards implements AutoCloseable {
    /**
     * Size of each pool. A caller may need a connection of every shard: with fewer per shard than callers, two that
     * hold one each could deadlock.
     */
    private static final int CONNECTIONS = 10;

    private final List<TestDatabase> databases;
    private final ShardingSphereDataSource source;
    private final PostgresDatabase together;
    private final PostgresDatabase first;
    private final LeasedIdGenerator ids;
    private final PostgresOutbox outbox;

    Shards() {
        this.databases =
                ShardOfValue.names().stream().map(name -> TestDatabase.create()).toList();
        databases.forEach(Shards::prepare);
        this.source = oneOf(databases);
        this.together = new PostgresDatabase(pool(source));
        this.first = new PostgresDatabase(databases.getFirst().servers(), new SimpleMeterRegistry());
        this.ids = LeasedIdGenerator.start(new PostgresLeases(first), InstantSource.system());
        this.outbox = new PostgresOutbox(together, ids::next);
    }

    Stores stores(InstantSource clock) {
        UserStore users = new ClaimedUserStore(new SqlUserStore(together, outbox), claims(), clock);
        SessionStore sessions = new ShardedSessionStore(new SqlSessionStore(together, outbox));
        KeyStore keys = new SqlKeyStore(together);
        return new Stores(users, sessions, keys, this::told);
    }

    /** Events of different users have no order, but the contracts want one, and the ids of one process grow. */
    private List<Batch.Entry> told() {
        return TestDatabase.told(outbox.pending(TestDatabase.MOST).stream()
                .sorted(Comparator.comparingLong(Outbox.Row::id))
                .toList());
    }

    Claims claims() {
        return new Claims(together);
    }

    /** Returns a number from one shard, bypassing ShardingSphere. */
    long number(int shard, String query) {
        return databases.get(shard).number(query);
    }

    void clear() {
        databases.forEach(TestDatabase::clear);
        databases.forEach(database -> database.execute("TRUNCATE claim"));
    }

    private static void prepare(TestDatabase database) {
        try (Migration migration = new Migration(database.servers())) {
            migration.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.execute(Claims.SCHEMA);
    }

    private static ShardingSphereDataSource oneOf(List<TestDatabase> databases) {
        Map<String, DataSource> shards = new LinkedHashMap<>();
        for (int i = 0; i < databases.size(); i++) {
            Servers servers = databases.get(i).servers();
            shards.put(ShardOfValue.names().get(i), servers.primary(CONNECTIONS, new SimpleMeterRegistry()));
        }
        try (InputStream rules = Shards.class.getResourceAsStream("shards.yaml")) {
            return (ShardingSphereDataSource) YamlShardingSphereDataSourceFactory.createDataSource(
                    shards, Objects.requireNonNull(rules).readAllBytes());
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** ShardingSphere's connections are light, on top of the shards' pools; this pool enforces the limits. */
    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shards");
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(3_000);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        ids.close();
        first.close();
        together.close();
        close(source);
        databases.forEach(TestDatabase::close);
    }

    /** Also closes the pools of the shards. */
    private static void close(ShardingSphereDataSource source) {
        try {
            source.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
