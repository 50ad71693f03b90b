package magpie.graph.neo4j.replicas;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Source;
import magpie.kit.Periodic;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the server that takes the writes, and from replicas while it is away. Only the reads that find it away
 * wait for it; after that none does until it has answered, quickly, all that a read may ask. A replica lags a moment
 * behind.
 */
public final class FailOver implements Source, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FailOver.class);
    private static final Duration LOOKS = Duration.ofMillis(500);
    private static final Duration QUICK = Duration.ofMillis(500);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(15);

    private final Database first;
    private final List<Neo4jReplica> replicas;
    private final Periodic looks;
    private volatile boolean away;
    /** Since when it answers again. */
    private @Nullable Instant backSince;

    public FailOver(Database first, List<Neo4jReplica> replicas) {
        this.first = first;
        this.replicas = List.copyOf(replicas);
        this.looks = Periodic.start("graph-fail-over", LOOKS, this::look);
    }

    @Override
    public <T> T reading(Function<Session, T> work) {
        return answer(work).value();
    }

    @Override
    public <T> Answer<T> answer(Function<Session, T> work) {
        if (!away) {
            try {
                return new Answer<>(first.readingBriefly(work), false);
            } catch (ServiceException e) {
                if (e.code() != Code.UNAVAILABLE) {
                    throw e;
                }
                leave(e);
            }
        }
        return new Answer<>(elsewhere(work), true);
    }

    @Override
    public Answer<List<Record>> answer(String statement, Map<String, Object> values) {
        return answer(session -> session.run(statement, values).list());
    }

    /** Whether reads come from replicas now. */
    public boolean isBehind() {
        return away;
    }

    private <T> T elsewhere(Function<Session, T> work) {
        ServiceException failure = ServiceException.unavailable("The graph is not available.", null);
        for (Neo4jReplica replica : replicas) {
            if (replica.isComplete()) {
                try {
                    return replica.database().readingBriefly(work);
                } catch (ServiceException e) {
                    failure = e;
                }
            }
        }
        throw failure;
    }

    private void leave(ServiceException e) {
        if (!away) {
            away = true;
            Throwable cause = e.getCause() == null ? e : e.getCause();
            log.warn("Neo4j at {} does not answer, reads go to its replicas: {}", first.address(), cause.toString());
        }
    }

    private void look() {
        if (!away || !answers()) {
            backSince = null;
            return;
        }
        backSince = backSince == null ? Instant.now() : backSince;
        boolean warm = WarmUp.of(first, QUICK); // it may have restarted
        if (warm || !hasReplica() || backSince.plus(LONGEST_WARM_UP).isBefore(Instant.now())) {
            away = false;
            log.info("Neo4j at {} answers, reads go to it again", first.address());
        }
    }

    private boolean hasReplica() {
        return replicas.stream().anyMatch(Neo4jReplica::isComplete);
    }

    private boolean answers() {
        try {
            return first.readingBriefly(session ->
                    session.run("RETURN 1 AS one").single().get("one").asInt() == 1);
        } catch (ServiceException e) {
            return false;
        }
    }

    @Override
    public void close() {
        looks.close();
    }
}
