package magpie.post.cassandra.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import magpie.api.ServiceException;
import magpie.kit.Waits;
import magpie.kit.fastpath.FastPath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Talks to Cassandra. All reads and plain writes are idempotent, so a timeout is retried until the deadline; after that
 * the outcome is unknown, and the caller is told so. A conditional write is never retried here. Blocks, so call it on
 * virtual threads. At most {@value #IN_FLIGHT} requests are in flight.
 */
public final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final int IN_FLIGHT = 768;
    private static final int SIDE_BY_SIDE = 64;
    private static final long PATIENCE_NANOS = Duration.ofMillis(4_500).toNanos();
    /** Cassandra's own timeout for the batch log, 2 s, plus time to report it. */
    private static final Duration BATCH = Duration.ofSeconds(3);

    private static final Duration DOUBT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final CqlSession session;
    private final Semaphore places = new Semaphore(IN_FLIGHT);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile long logInDoubtUntil = System.nanoTime();

    public Engine(CqlSession session) {
        this.session = session;
    }

    public PreparedStatement prepare(String query) {
        return session.prepare(query);
    }

    /** Binds values in order; a null stays unset, so that it leaves no tombstone. */
    public static BoundStatement bind(PreparedStatement statement, @Nullable Object... values) {
        BoundStatement bound = statement.bind();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            bound = value == null ? bound : set(bound, i, value);
        }
        return bound;
    }

    /** Binds values of a condition, where null means that there must be no value. */
    public static BoundStatement condition(PreparedStatement statement, @Nullable Object... values) {
        BoundStatement bound = statement.bind();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            bound = value == null ? bound.setToNull(i) : set(bound, i, value);
        }
        return bound;
    }

    @SuppressWarnings("unchecked")
    private static <T> BoundStatement set(BoundStatement bound, int place, T value) {
        return switch (value) {
            case java.nio.ByteBuffer bytes -> bound.setByteBuffer(place, bytes);
            case List<?> list
            when !list.isEmpty() ->
                bound.setList(place, (List<Object>) list, (Class<Object>)
                        list.getFirst().getClass());
            default -> bound.set(place, value, (Class<T>) value.getClass());
        };
    }

    /** Returns the first row, null for none. */
    @Nullable
    public Row one(Statement<?> query) {
        return execute(query).one();
    }

    /** Returns all rows of a query that has a limit. */
    public List<Row> all(Statement<?> query) {
        return execute(query).all();
    }

    /** Returns the rows one by one, fetched page by page. */
    public ResultSet execute(Statement<?> statement) {
        return execute(statement, System.nanoTime() + PATIENCE_NANOS);
    }

    private ResultSet execute(Statement<?> statement, long deadline) {
        for (int attempt = 0; ; attempt++) {
            try {
                return placed(statement);
            } catch (DriverException e) {
                if (isOfBatchLog(e)) {
                    throw e; // for write
                }
                if (!isPassing(e) || !pause(attempt, deadline)) {
                    throw told(e);
                }
            }
        }
    }

    /**
     * Writes all or nothing, eventually, even if this process dies: a logged batch, which Cassandra first stores on two
     * other nodes. With only two nodes in all, of which one just died, batches fail until the other learns that it is
     * dead, ten to twenty seconds later. So when the batch log could not be written, the statements are written in
     * their order without a batch, and so are later ones for a while. Then it is all or nothing only if this process
     * lives and Cassandra goes on taking writes.
     */
    public void write(List<? extends BatchableStatement<?>> statements) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        if (statements.size() > 1 && !isLogInDoubt()) {
            try {
                execute(batch(statements), deadline);
                return;
            } catch (WriteTimeoutException e) {
                doubtLog(e);
            }
        }
        statements.forEach(statement -> execute(statement, deadline));
    }

    private static BatchStatement batch(List<? extends BatchableStatement<?>> statements) {
        return BatchStatement.newInstance(BatchType.LOGGED, List.copyOf(statements))
                .setIdempotent(true)
                .setTimeout(BATCH);
    }

    /** Whether it is the one timeout that means only the batch log failed. */
    private static boolean isOfBatchLog(DriverException e) {
        return e instanceof WriteTimeoutException timeout && timeout.getWriteType() == DefaultWriteType.BATCH_LOG;
    }

    private boolean isLogInDoubt() {
        return System.nanoTime() - logInDoubtUntil < 0;
    }

    private void doubtLog(DriverException reason) {
        if (!isLogInDoubt()) {
            log.warn(
                    "Cassandra's batch log cannot be written, writing unlogged batches for {} s: {}",
                    DOUBT.toSeconds(),
                    reason.toString());
        }
        logInDoubtUntil = System.nanoTime() + DOUBT.toNanos();
    }

    /** Runs a conditional write; the row says whether it was applied, and if not, what is stored. */
    public Row decide(Statement<?> statement) {
        try {
            Row row = placed(statement.setIdempotent(false)).one();
            if (row == null) {
                throw new IllegalStateException("a conditional write without an answer");
            }
            return row;
        } catch (DriverException e) {
            if (isPassing(e) && !(e instanceof OverloadedException)) {
                throw new UnknownOutcomeException(e);
            }
            throw told(e);
        }
    }

    public static boolean took(Row decision) {
        return decision.getBoolean("[applied]");
    }

    /** Reads serially, to see decisions that got no answer too. */
    public static <T extends Statement<T>> T serially(T query) {
        return query.setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL);
    }

    /** Calls a function for each, {@value #SIDE_BY_SIDE} in parallel; keeps the order. */
    public <T, R extends @Nullable Object> List<R> each(List<T> questions, Function<T, R> task) {
        FastPath.exceeded();
        if (questions.size() == 1) {
            return Collections.singletonList(task.apply(questions.getFirst()));
        }
        Semaphore some = new Semaphore(SIDE_BY_SIDE);
        List<Answer<R>> answers = new ArrayList<>(questions.size());
        for (T question : questions) {
            some.acquireUninterruptibly();
            answers.add(beside(() -> {
                try {
                    return task.apply(question);
                } finally {
                    some.release();
                }
            }));
        }
        return answers.stream().map(Answer::get).toList();
    }

    /** Starts a task in parallel with what the caller does next. */
    public <R extends @Nullable Object> Answer<R> beside(Callable<R> task) {
        FastPath.exceeded();
        try {
            Future<R> answer = threads.submit(task);
            return () -> Waits.forTask(answer);
        } catch (RejectedExecutionException e) {
            throw ServiceException.unavailable("The posts' store is being closed.", e);
        }
    }

    @Override
    public void close() {
        threads.close();
        session.close();
    }

    private ResultSet placed(Statement<?> statement) {
        FastPath.exceeded();
        boolean admitted = false;
        try {
            admitted = Waits.orUnavailable(() -> places.tryAcquire(1, TimeUnit.SECONDS));
            if (!admitted) {
                throw ServiceException.overloaded("The posts' store is busy.", null);
            }
            return session.execute(statement);
        } catch (IllegalStateException e) {
            throw ServiceException.unavailable("The posts' store is being closed.", e); // the driver says so
        } finally {
            if (admitted) {
                places.release();
            }
        }
    }

    /** Whether a retry may help; it never does if the statement itself is wrong. */
    private static boolean isPassing(DriverException e) {
        return e instanceof AllNodesFailedException
                || e instanceof DriverTimeoutException
                || e instanceof QueryExecutionException
                || e instanceof ClosedConnectionException
                || e instanceof RequestThrottlingException;
    }

    private static RuntimeException told(DriverException e) {
        if (e instanceof OverloadedException || e instanceof RequestThrottlingException) {
            return ServiceException.overloaded("The posts' store is busy.", e);
        }
        if (isPassing(e)) {
            return ServiceException.unavailable("The posts' store cannot be reached.", e);
        }
        return new IllegalStateException(e);
    }

    private static boolean pause(int attempt, long deadline) {
        long nanos = Waits.backOffNanos(attempt, FIRST_PAUSE, LONGEST_PAUSE);
        return deadline - System.nanoTime() > nanos && Waits.pause(Duration.ofNanos(nanos));
    }
}
