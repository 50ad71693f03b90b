package magpie.graph.neo4j;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.first;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import magpie.api.UserPage;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Batch;
import magpie.api.user.UserEvent;
import magpie.engines.Engines;
import magpie.graph.neo4j.changes.GraphSchema;
import magpie.graph.neo4j.replicas.Neo4jReplica;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Neo4jConfig;
import magpie.graph.neo4j.server.Neo4jLeases;
import magpie.graph.neo4j.server.Neo4jOutbox;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Outbox;

/** The second server of tests, empty at first, with a replica of the first on it. */
final class TestReplica implements AutoCloseable {
    private static final EventCodec CODEC = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final int USERS = 30;

    final Neo4jReplica replica;
    final GraphStore store;

    private final Neo4jGraphStore reading;

    TestReplica(TestGraph original) {
        Engines engines = Engines.required("neo4j");
        assertThat(engines.addresses())
                .as("two servers of Neo4j: ./magpie engines up --copies 1")
                .hasSizeGreaterThan(1);
        Database database = new Database(engines.addresses().get(1), engines.access(Neo4jConfig.class));
        new GraphSchema(database, "Neo4j's replica", new SimpleMeterRegistry()).prepare();
        database.once(
                TIME,
                session -> session.run(
                                "MATCH (n:User|End|Schema) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
                        .consume());
        replica = new Neo4jReplica(
                original.database,
                database,
                new Neo4jLeases(original.database),
                WIDE.rules(),
                new SimpleMeterRegistry());
        reading = new Neo4jGraphStore(
                database,
                new Neo4jOutbox(database),
                WIDE.rules(),
                () -> {
                    throw new IllegalStateException("a replica is not written to");
                },
                new SimpleMeterRegistry());
        store = reading;
    }

    void awaitComplete() {
        long end = System.nanoTime() + TIME.toNanos();
        while (!replica.isComplete()) {
            assertThat(System.nanoTime()).as("the replica is not complete").isLessThan(end);
            Database.pause(1);
        }
    }

    /** Takes all events that a store has emitted. */
    static List<GraphEvent> told(Outbox outbox) {
        List<GraphEvent> told = new ArrayList<>();
        while (true) {
            List<Outbox.Row> rows = outbox.pending(1_000);
            if (rows.isEmpty()) {
                return told;
            }
            rows.forEach(row -> told.add(
                    (GraphEvent) CODEC.read(new Batch.Entry(row.id(), row.key(), row.at(), row.type(), row.body()))
                            .body()));
            outbox.sent(rows);
        }
    }

    /** Delivers events and waits until they are applied. */
    void give(List<GraphEvent> events) throws InterruptedException {
        give(replica.events(), GraphEvent.TOPIC, events);
    }

    void delete(long user) throws InterruptedException {
        give(replica.deletions(), UserEvent.TOPIC, List.of(new UserEvent.Deleted(user)));
    }

    private static void give(Consumer consumer, String topic, List<?> events) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(events.size());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Consumer.Ack ack = new Consumer.Ack() {
            @Override
            public void done() {
                done.countDown();
            }

            @Override
            public void failed(Throwable reason) {
                failure.set(reason);
                done.countDown();
            }
        };
        events.forEach(event -> consumer.accept(new Event(topic, 1, 1, 0, event), ack));
        assertThat(done.await(TIME.toSeconds(), TimeUnit.SECONDS))
                .as("digested in time")
                .isTrue();
        assertThat(failure.get()).isNull();
    }

    /** Asserts that both answer every query about accounts 1 to 29 alike, keys included. */
    void assertSameAs(GraphStore original) {
        for (long user = 1; user < USERS; user++) {
            for (Relation relation : Relation.values()) {
                UserPage expected = original.page(relation, first(user, 100));
                UserPage copied = store.page(relation, first(user, 100));
                assertThat(copied.userIds()).as("%s of %s", relation, user).isEqualTo(expected.userIds());
                assertThat(copied.keys()).as("%s of %s", relation, user).isEqualTo(expected.keys());
            }
            assertThat(store.counts(user)).usingRecursiveComparison().isEqualTo(original.counts(user));
            assertThat(store.relationshipSet(user))
                    .usingRecursiveComparison()
                    .isEqualTo(original.relationshipSet(user));
            assertThat(store.followerPage(first(user, 100)))
                    .usingRecursiveComparison()
                    .isEqualTo(original.followerPage(first(user, 100)));
        }
    }

    @Override
    public void close() {
        reading.close();
        replica.close();
    }
}
