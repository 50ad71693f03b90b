package magpie.user.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import magpie.kit.engines.EngineAccess;
import org.jspecify.annotations.Nullable;

/**
 * The configured servers, any of which may be the primary: the driver finds out. Timeouts are such that a hanging
 * server is given up within 5 s, which is as long as a caller waits.
 */
record Servers(
        List<String> hosts,
        String database,
        String user,
        @Nullable String password) {

    /**
     * No statement timeout: keys and limits bound statements, and one that ended while its commit waits for a standby
     * would be acknowledged without any standby having it. Locks of a frozen transaction are released after 10 s.
     */
    private static final String SESSION = "-c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000";

    static Servers of(EngineAccess engines) {
        PostgresConfig config = engines.settings(PostgresConfig.class);
        return new Servers(config.addresses(), config.database(), config.user(), engines.password("postgres"));
    }

    boolean areSeveral() {
        return hosts.size() > 1;
    }

    /** A few connections for what may take long: a schema change. */
    HikariDataSource patient() {
        HikariConfig config = config("user-schema", "primary", 3);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    /** Connections to the current primary. */
    HikariDataSource primary(int size, MeterRegistry meters) {
        return new HikariDataSource(failingFast(config("user-primary", "primary", size), meters));
    }

    /** Connections to standbys or, without one, to the primary; renewed soon, so that they return to standbys. */
    HikariDataSource standbys(int size, MeterRegistry meters) {
        HikariConfig config = failingFast(config("user-standbys", "preferSecondary", size), meters);
        config.addDataSourceProperty("loadBalanceHosts", "true");
        config.setMaxLifetime(TimeUnit.SECONDS.toMillis(30));
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }

    private HikariConfig config(String name, String target, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("targetServerType", target);
        // Look for the primary again if the last look is more than a second old.
        config.addDataSourceProperty("hostRecheckSeconds", "1");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("loginTimeout", "5");
        config.addDataSourceProperty("ApplicationName", "magpie-user");
        // Errors are logged, so they must not contain the values that violated a key.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    private static HikariConfig failingFast(HikariConfig config, MeterRegistry meters) {
        config.setMetricRegistry(meters);
        config.setConnectionTimeout(3_000);
        config.setValidationTimeout(1_000);
        config.setKeepaliveTime(TimeUnit.SECONDS.toMillis(30));
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(15));
        config.addDataSourceProperty("socketTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("options", SESSION);
        return config;
    }

    private String url() {
        return "jdbc:postgresql://" + addresses() + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    private String addresses() {
        return String.join(",", hosts);
    }

    /** The pool's own metrics, available once it has started. */
    static HikariPoolMXBean state(HikariDataSource pool) {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        if (state == null) {
            throw new IllegalStateException(pool.getPoolName() + " has not started");
        }
        return state;
    }

    @Override
    public String toString() {
        return addresses() + "/" + database;
    }
}
