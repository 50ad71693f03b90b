package magpie.graph.neo4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Batch;
import magpie.graph.GraphBatchContract;
import magpie.graph.GraphConfig;
import magpie.graph.GraphDeletionContract;
import magpie.graph.GraphExpiryContract;
import magpie.graph.GraphFeedContract;
import magpie.graph.GraphHistoryContract;
import magpie.graph.GraphStoreContract;
import magpie.graph.store.GraphStore;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Outbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

@Tag("engines")
final class Neo4jGraphStoreTest
        implements GraphStoreContract,
                GraphBatchContract,
                GraphFeedContract,
                GraphDeletionContract,
                GraphHistoryContract,
                GraphExpiryContract {
    private static final EventCodec CODEC = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);
    private static final int PAGE = 1_000;

    private static TestGraph graph;

    private final List<GraphEvent> events = new ArrayList<>();

    @BeforeAll
    static void open() {
        graph = new TestGraph(7);
    }

    @AfterAll
    static void close() {
        graph.close();
    }

    @BeforeEach
    void clear() {
        graph.clear();
    }

    @Override
    public GraphStore store(GraphConfig config) {
        return graph.store(config);
    }

    /** Each step is a commit to disk, and a full comparison takes some two thousand queries. */
    @Override
    public int steps() {
        return 1_000;
    }

    /** Acts like the relay: takes what is pending, and acknowledges it. */
    @Override
    public List<GraphEvent> told() {
        while (true) {
            List<Outbox.Row> rows = graph.outbox.pending(PAGE);
            if (rows.isEmpty()) {
                return List.copyOf(events);
            }
            rows.forEach(row -> events.add(event(row)));
            graph.outbox.sent(rows);
        }
    }

    private static GraphEvent event(Outbox.Row row) {
        Batch.Entry entry = new Batch.Entry(row.id(), row.key(), row.at(), row.type(), row.body());
        return (GraphEvent) CODEC.read(entry).body();
    }

    @Override
    public void damage(long user, long followers, long following) {
        graph.run(
                "MATCH (u:User {id: $user}) SET u.followers = $followers, u.following = $following",
                Map.of("user", user, "followers", followers, "following", following));
    }
}
