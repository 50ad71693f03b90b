package magpie.graph.neo4j;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import magpie.engines.Engines;
import magpie.graph.GraphConfig;
import magpie.graph.neo4j.changes.GraphSchema;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Neo4jConfig;
import magpie.graph.neo4j.server.Neo4jOutbox;
import magpie.kit.ids.IdGenerator;
import org.neo4j.driver.Record;
import org.neo4j.driver.summary.ResultSummary;

/** The server of tests, opened once, with a store on it for each settings. */
final class TestGraph implements AutoCloseable {
    private static final Duration TIME = Duration.ofSeconds(60);

    final Database database;
    final Neo4jOutbox outbox;
    private final IdGenerator ids;
    private final Map<GraphConfig, Neo4jGraphStore> stores = new ConcurrentHashMap<>();

    /** Acts as the process with this worker number. */
    TestGraph(int worker) {
        ids = new IdGenerator(InstantSource.system(), worker, 0);
        database = new Database(Engines.required("neo4j").access(Neo4jConfig.class));
        new GraphSchema(database, "Neo4j", new SimpleMeterRegistry()).prepare();
        outbox = new Neo4jOutbox(database);
    }

    /** Deletes everything but the schema. */
    void clear() {
        stores.values().forEach(Neo4jGraphStore::close);
        stores.clear();
        database.once(
                TIME,
                session -> session.run(
                                "MATCH (n:User|Outbox|Lease) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
                        .consume());
    }

    Neo4jGraphStore store(GraphConfig config) {
        return stores.computeIfAbsent(config, this::another);
    }

    private Neo4jGraphStore another(GraphConfig config) {
        return new Neo4jGraphStore(database, outbox, config.rules(), ids::next, new SimpleMeterRegistry());
    }

    List<Record> read(String statement, Map<String, Object> values) {
        return database.once(TIME, session -> session.run(statement, values).list());
    }

    ResultSummary run(String statement, Map<String, Object> values) {
        return database.once(TIME, session -> session.run(statement, values).consume());
    }

    @Override
    public void close() {
        clear();
        database.close();
    }
}
