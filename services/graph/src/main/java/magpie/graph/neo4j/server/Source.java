package magpie.graph.neo4j.server;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** What answers questions that change nothing. It may be asked the same again, so the work must do no harm twice. */
public interface Source {
    /** Statements one after the other on one connection. */
    <T> T reading(Function<Session, T> work);

    /** The same, and whence the answer came: where much hangs on that, it must be known of each answer. */
    default <T> Told<T> told(Function<Session, T> work) {
        return new Told<>(reading(work), false);
    }

    /**
     * An answer.
     *
     * @param behind whether it comes from a copy, which may not have the last changes yet
     */
    record Told<T>(T answer, boolean behind) {}

    /** All rows of one statement, and whence they came. */
    default Told<List<Record>> told(String statement, Map<String, Object> values) {
        return new Told<>(read(statement, values), false);
    }

    /** All rows of one statement. */
    default List<Record> read(String statement, Map<String, Object> values) {
        return reading(session -> session.run(statement, values).list());
    }
}
