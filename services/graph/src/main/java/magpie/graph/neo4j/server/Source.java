package magpie.graph.neo4j.server;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** Answers queries that change nothing. May run the work again, so it must be idempotent. */
public interface Source {
    /** Runs statements one after the other on one connection. */
    <T> T reading(Function<Session, T> work);

    /** Also tells where the answer came from, for callers on whom much depends. */
    default <T> Answer<T> answer(Function<Session, T> work) {
        return new Answer<>(reading(work), false);
    }

    /**
     * An answer.
     *
     * @param behind whether it comes from a replica, which may lag
     */
    record Answer<T>(T value, boolean behind) {}

    /** Returns all rows of one statement, and where they came from. */
    default Answer<List<Record>> answer(String statement, Map<String, Object> values) {
        return new Answer<>(read(statement, values), false);
    }

    /** Returns all rows of one statement. */
    default List<Record> read(String statement, Map<String, Object> values) {
        return reading(session -> session.run(statement, values).list());
    }
}
