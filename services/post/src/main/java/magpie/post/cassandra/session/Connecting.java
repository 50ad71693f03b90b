package magpie.post.cassandra.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.internal.core.specex.ConstantSpeculativeExecutionPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import magpie.kit.StartException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineWait;
import org.jspecify.annotations.Nullable;

/** Connects to Cassandra: waits for it as long as it takes, but fails if waiting will not help. */
public final class Connecting {
    private static final int OLDEST_MAJOR = 5;

    private Connecting() {}

    /** Opens a session without a keyspace. */
    public static CqlSession connect(EngineAccess engines, EngineWait wait) {
        CassandraConfig config = engines.settings(CassandraConfig.class);
        CqlSession session = patiently(config, engines.password("cassandra"), wait);
        try {
            checkDatacenter(session, config.datacenter());
            checkVersion(version(session));
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static CqlSession patiently(CassandraConfig config, @Nullable String password, EngineWait wait) {
        while (true) {
            try {
                return builder(config, password).build();
            } catch (AllNodesFailedException e) {
                refuseWrongPassword(config, e);
                wait.failed(reason(e));
            }
        }
    }

    private static CqlSessionBuilder builder(CassandraConfig config, @Nullable String password) {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(
                        config.addresses().stream().map(Connecting::address).toList())
                .withLocalDatacenter(config.datacenter())
                .withConfigLoader(options());
        return password == null ? builder : builder.withAuthCredentials(config.user(), password);
    }

    /** A hanging node is dropped after two heartbeats; meanwhile speculative execution asks another. */
    private static DriverConfigLoader options() {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMillis(2_500))
                .withClass(
                        DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS,
                        ConstantSpeculativeExecutionPolicy.class)
                .withClass(DefaultDriverOption.RETRY_POLICY_CLASS, Retries.class)
                .withInt(DefaultDriverOption.SPECULATIVE_EXECUTION_MAX, 2)
                .withDuration(DefaultDriverOption.SPECULATIVE_EXECUTION_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(2))
                .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, Duration.ofSeconds(2))
                .withBoolean(DefaultDriverOption.CONNECTION_WARN_INIT_ERROR, false) // EngineWait logs it once
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(4))
                .withBoolean(DefaultDriverOption.TIMESTAMP_GENERATOR_FORCE_JAVA_CLOCK, true) // needs no native code
                .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 2)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0) // no requests come while it closes
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }

    private static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new StartException("cassandra.addresses: " + hostAndPort + " (expected: host:port)", e);
        }
    }

    private static void refuseWrongPassword(CassandraConfig config, AllNodesFailedException failure) {
        failure.getAllErrors().values().stream()
                .flatMap(List::stream)
                .filter(AuthenticationException.class::isInstance)
                .findFirst()
                .ifPresent(refusal -> {
                    throw new StartException(
                            "Cassandra does not let " + config.user()
                                    + " in. Check cassandra.user and the file in engines.secrets.",
                            refusal);
                });
    }

    private static Throwable reason(AllNodesFailedException failure) {
        return failure.getAllErrors().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElse(failure);
    }

    private static void checkDatacenter(CqlSession session, String datacenter) {
        Set<String> found = session.getMetadata().getNodes().values().stream()
                .map(node -> String.valueOf(node.getDatacenter()))
                .collect(Collectors.toSet());
        if (!found.contains(datacenter)) {
            throw new StartException("Cassandra has the data centres " + found + " (expected: " + datacenter
                    + "). Set cassandra.datacenter.");
        }
    }

    private static String version(CqlSession session) {
        Row local = session.execute("SELECT release_version FROM system.local").one();
        return local == null ? "none" : String.valueOf(local.getString("release_version"));
    }

    public static void checkVersion(String version) {
        if (!version.matches("\\d+\\..*")
                || Integer.parseInt(version.substring(0, version.indexOf('.'))) < OLDEST_MAJOR) {
            throw new StartException(
                    "Cassandra is of version " + version + " (expected: " + OLDEST_MAJOR + " or newer). Upgrade it.");
        }
    }
}
