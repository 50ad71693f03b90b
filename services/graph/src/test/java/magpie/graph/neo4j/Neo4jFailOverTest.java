package magpie.graph.neo4j;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.relationship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.graph.RelationshipQuery;
import magpie.engines.Engines;
import magpie.graph.neo4j.replicas.FailOver;
import magpie.graph.neo4j.server.Database;
import magpie.kit.ids.IdGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While the first server is away its replica is read, nothing is written, and nobody waits for long. */
@Tag("engines")
final class Neo4jFailOverTest {
    private static final Duration BACK = Duration.ofSeconds(90);
    private static final int READS = 200;

    private TestGraph graph;
    private TestReplica replica;
    private FailOver failOver;
    private Neo4jGraphStore store;
    private String node;

    @BeforeEach
    void open() throws InterruptedException {
        node = Engines.required("neo4j").nodes().getFirst();
        graph = new TestGraph(7);
        graph.clear();
        replica = new TestReplica(graph);
        replica.awaitComplete();
        failOver = new FailOver(graph.database, List.of(replica.replica));
        IdGenerator ids = new IdGenerator(InstantSource.system(), 8, 0);
        store = new Neo4jGraphStore(
                failOver, graph.database, graph.outbox, WIDE.rules(), ids::next, new SimpleMeterRegistry());
        store.follow(pair(1, 2));
        replica.give(TestReplica.told(graph.outbox));
    }

    @AfterEach
    void close() {
        store.close();
        failOver.close();
        replica.close();
        graph.close();
    }

    @Test
    void readsGoToTheCopyWhileTheFirstIsDeadAndBack() {
        Engines.kill(node);
        readMany();
        assertThat(failOver.isBehind()).isTrue();
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> store.follow(pair(1, 3)))
                .extracting(ServiceException::code)
                .isEqualTo(Code.UNAVAILABLE);
        assertThat(relationship(store, 1, 3).following()).isFalse();
        assertThat(saysThatItIsBehind()).isTrue();
        Engines.restart(node);
        await(() -> !failOver.isBehind() && written());
        assertThat(relationship(store, 1, 3).following()).isTrue();
        assertThat(saysThatItIsBehind()).isFalse();
        assertThat(store.counts(1).following()).containsExactly(2);
    }

    private boolean saysThatItIsBehind() {
        boolean behind = store.relationshipSet(1).behind();
        assertThat(store.relationships(new RelationshipQuery(1, 2)).behind()).isEqualTo(behind);
        assertThat(store.followerPage(first(2, 10)).behind()).isEqualTo(behind);
        return behind;
    }

    @Test
    void onlyTheReadsThatFindItHangingWaitForIt() {
        Engines.pause(node);
        try {
            relationship(store, 1, 2);
            assertThat(failOver.isBehind()).isTrue();
            long start = System.nanoTime();
            readMany();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(READS / 4));
        } finally {
            Engines.resume(node);
        }
        await(() -> !failOver.isBehind());
        assertThat(relationship(store, 1, 2).following()).isTrue();
    }

    private void readMany() {
        for (int i = 0; i < READS; i++) {
            assertThat(relationship(store, 1, 2).following()).isTrue();
        }
    }

    private boolean written() {
        try {
            return store.follow(pair(1, 3)).following();
        } catch (ServiceException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + BACK.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the first server is not back").isLessThan(end);
            Database.pause(1);
        }
    }
}
