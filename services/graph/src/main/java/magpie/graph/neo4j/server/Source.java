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
    default <T> Told<T> told(Function<Session, T> work) {
        return new Told<>(reading(work), false);
    }

    /**
     * An answer.
     *
     * @param behind whether it comes from a replica, which may lag
     */
    record Told<T>(T answer, boolean behind) {}

    /** Returns all rows of one statement, and where they came from. */
    default Told<List<Record>> told(String statement, Map<String, Object> values) {
        return new Told<>(read(statement, values), false);
    }

    /** Returns all rows of one statement. */
    default List<Record> read(String statement, Map<String, Object> values) {
        return reading(session -> session.run(statement, values).list());
    }
}
