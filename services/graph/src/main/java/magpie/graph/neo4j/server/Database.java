package magpie.graph.neo4j.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import magpie.api.ServiceException;
import magpie.kit.StartException;
import magpie.kit.Waits;
import magpie.kit.engines.EngineAccess;
import magpie.kit.fastpath.FastPath;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The only way to the server. The driver waits for an answer as long as the connection lives, and a hanging server
 * keeps its connections alive. So each call runs on a thread of its own, which is interrupted at the timeout: the
 * driver then closes the connection. Transient faults are retried a few times.
 */
public final class Database implements Source, AutoCloseable {
    private static final Duration READ = Duration.ofSeconds(4);
    private static final Duration BRIEF_READ = Duration.ofMillis(1_500);
    private static final int CONNECTIONS = 48;
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(640);

    /** More than the longest answer, so nothing is fetched in two steps. */
    private static final long FETCH = 50_000;

    private final Driver driver;
    private final SessionConfig sessions;
    private final String address;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    /** Connects to the server that takes the writes. */
    public Database(EngineAccess engines) {
        this(engines.settings(Neo4jConfig.class).addresses().getFirst(), engines);
    }

    /** Connects to another server with the same user and password. */
    public Database(String address, EngineAccess engines) {
        Neo4jConfig config = engines.settings(Neo4jConfig.class);
        this.address = address;
        this.driver = GraphDatabase.driver(uri(address), token(config, engines.password("neo4j")), settings());
        this.sessions = SessionConfig.builder()
                .withDatabase(config.database())
                .withBookmarkManager(driver.executableQueryBookmarkManager())
                .build();
    }

    /** An address may say how to connect: {@code neo4j://} lets the driver find the leader of an enterprise cluster. */
    private static URI uri(String address) {
        return URI.create(address.contains("://") ? address : "bolt://" + address);
    }

    private static AuthToken token(Neo4jConfig config, @Nullable String password) {
        return password == null ? AuthTokens.none() : AuthTokens.basic(config.user(), password);
    }

    private static Config settings() {
        return Config.builder()
                .withUserAgent("magpie-graph")
                .withMaxConnectionPoolSize(CONNECTIONS)
                .withConnectionTimeout(2, TimeUnit.SECONDS)
                .withConnectionAcquisitionTimeout(3, TimeUnit.SECONDS)
                .withConnectionLivenessCheckTimeout(10, TimeUnit.SECONDS)
                .withFetchSize(FETCH)
                .withTelemetryDisabled(true)
                .build();
    }

    /** The address of the server. */
    public String address() {
        return address;
    }

    @Override
    public List<Record> read(String statement, Map<String, Object> values) {
        return reading(session -> session.run(statement, values, limit(READ)).list());
    }

    @Override
    public <T> T reading(Function<Session, T> work) {
        FastPath.exceeded();
        return again(READ, work);
    }

    /** Reads once and with a shorter timeout, for when another server can be asked. */
    public <T> T readingBriefly(Function<Session, T> work) {
        FastPath.exceeded();
        try {
            return within(BRIEF_READ, work);
        } catch (Neo4jException e) {
            throw Faults.of(e);
        }
    }

    /** Runs one transaction, which may be retried from its start. */
    public <T> T writing(Duration time, Function<Transaction, T> work) {
        FastPath.exceeded();
        return again(time, session -> inTransaction(session, time, work));
    }

    /** Runs one transaction once; the driver's exceptions come out as they are. */
    public <T> T writeOnce(Duration time, Function<Transaction, T> work) {
        return within(time, session -> inTransaction(session, time, work));
    }

    /** Runs statements that cannot share a transaction with others, such as those of the schema. */
    public <T> T once(Duration time, Function<Session, T> work) {
        return within(time, work);
    }

    private static <T> T inTransaction(Session session, Duration time, Function<Transaction, T> work) {
        try (Transaction transaction = session.beginTransaction(limit(time))) {
            return work.apply(transaction);
        }
    }

    /** The server aborts a transaction after this time, even while it waits for a lock. */
    private static TransactionConfig limit(Duration time) {
        return TransactionConfig.builder().withTimeout(time).build();
    }

    private <T> T again(Duration time, Function<Session, T> work) {
        int tried = 1;
        while (true) {
            try {
                return within(time, work);
            } catch (Neo4jException e) {
                if (tried >= TRIES || !Faults.mayPass(e)) {
                    throw Faults.of(e);
                }
            }
            pause(tried++);
        }
    }

    /** Backs off, a little longer each time and with jitter, so that colliding transactions do not collide again. */
    public static void pause(int tried) {
        Waits.backOff(tried + 1, FIRST_PAUSE, LONGEST_PAUSE);
    }

    private <T> T within(Duration time, Function<Session, T> work) {
        Future<T> call = calls.submit(() -> {
            try (Session session = driver.session(sessions)) {
                return work.apply(session);
            }
        });
        try {
            return call.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw ServiceException.unavailable("The graph did not answer within " + time.toMillis() + " ms.", e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable("The program is stopping.", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case Neo4jException fault -> fault;
            case ServiceException refused -> refused;
            case StartException stop -> stop;
            case null, default -> new IllegalStateException("a call of the graph's store failed", e.getCause());
        };
    }

    @Override
    public void close() {
        calls.shutdownNow();
        driver.close();
    }
}
