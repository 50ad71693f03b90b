package magpie.graph.neo4j;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/** What answers questions that change nothing. It may be asked the same again, so the work must do no harm twice. */
interface Source {
    /** Statements one after the other on one connection. */
    <T> T reading(Function<Session, T> work);

    /** Whether answers come from a copy, which may not have the last changes yet. */
    default boolean isBehind() {
        return false;
    }

    /** All rows of one statement. */
    default List<Record> read(String statement, Map<String, Object> values) {
        return reading(session -> session.run(statement, values).list());
    }
}
