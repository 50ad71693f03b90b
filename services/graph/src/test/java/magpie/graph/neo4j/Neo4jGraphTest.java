package magpie.graph.neo4j;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.pair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.graph.GraphEvent;
import magpie.engines.Engines;
import magpie.graph.neo4j.changes.GraphSchema;
import magpie.graph.neo4j.server.Neo4jConfig;
import magpie.graph.neo4j.server.Neo4jLeases;
import magpie.kit.StartException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.lease.Leases;
import magpie.kit.log.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
final class Neo4jGraphTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private TestGraph graph;

    @BeforeEach
    void open() {
        graph = new TestGraph(7);
        graph.clear();
    }

    @AfterEach
    void close() {
        graph.run("MATCH (s:Schema {name: 'graph'}) SET s.version = $version", Map.of("version", GraphSchema.VERSION));
        graph.close();
    }

    private static Neo4jGraph opened() {
        EngineAccess engines = Engines.required("neo4j").access(Neo4jConfig.class);
        return Neo4jGraph.open(engines, WIDE.rules(), new SimpleMeterRegistry());
    }

    @Test
    void whatWasWrittenIsThereAfterOpeningAgain() {
        try (Neo4jGraph first = opened()) {
            first.store().follow(pair(1, 2));
        }
        try (Neo4jGraph again = opened()) {
            assertThat(again.store().counts(2).followers()).containsExactly(1);
            assertThat(again.outbox().pending(10)).hasSize(1);
        }
    }

    @Test
    void aNewerSchemaStopsTheStart() {
        graph.run("MATCH (s:Schema {name: 'graph'}) SET s.version = 99", Map.of());
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(Neo4jGraphTest::opened)
                .withMessageContaining("newer program: its schema is 99");
    }

    @Test
    void anOldServerStopsTheStart() {
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> GraphSchema.checkServer("5.25.1"));
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> GraphSchema.checkServer("4.4"));
        assertThatNoException().isThrownBy(() -> GraphSchema.checkServer("5.26.0"));
        assertThatNoException().isThrownBy(() -> GraphSchema.checkServer("2026.08.1"));
    }

    @Test
    void aLeaseIsOneHoldersUntilItIsGivenBackOrEnds() {
        Leases leases = new Neo4jLeases(graph.database);
        assertThat(leases.hold("x", "ana", LONG)).isTrue();
        assertThat(leases.hold("x", "ana", LONG)).isTrue();
        assertThat(leases.hold("x", "ben", LONG)).isFalse();
        leases.release("x", "ben");
        assertThat(leases.hold("x", "ben", LONG)).isFalse();
        leases.release("x", "ana");
        assertThat(leases.hold("x", "ben", Duration.ZERO)).isTrue();
        assertThat(leases.hold("x", "ana", LONG)).isTrue();
    }

    @Test
    void aMarkOnlyGrows() {
        Neo4jLeases leases = new Neo4jLeases(graph.database);
        leases.raise("mark-x", 5_000_000_000_000L);
        leases.raise("mark-x", 7_000_000_000_000L);
        leases.raise("mark-x", 6_999_999_999_999L);
        leases.raise("another", 1);
        assertThat(leases.mark("mark-x")).isEqualTo(7_000_000_000_000L);
        leases.raise("mark-x", Long.MAX_VALUE);
        assertThat(leases.mark("mark-x")).isEqualTo(Long.MAX_VALUE);
        assertThat(leases.mark("nothing")).isZero();
    }

    @Test
    void whatIsSentIsPendingNoMore() {
        AtomicInteger heard = new AtomicInteger();
        graph.outbox.onAppend(heard::incrementAndGet);
        graph.store(WIDE).follow(pair(1, 2));
        graph.store(WIDE).follow(pair(1, 2));
        assertThat(heard).hasValue(1);
        graph.store(WIDE).mute(pair(1, 2));
        graph.store(WIDE).unfollow(pair(1, 2));
        List<Outbox.Row> rows = graph.outbox.pending(10);
        assertThat(rows).extracting(Outbox.Row::type).containsExactly("Followed", "Muted", "Unfollowed");
        assertThat(rows).extracting(Outbox.Row::topic).containsOnly(GraphEvent.TOPIC);
        assertThat(rows).extracting(Outbox.Row::id).isSorted();
        assertThat(graph.outbox.pending(2)).isEqualTo(rows.subList(0, 2));
        graph.outbox.sent(rows.subList(0, 2));
        graph.outbox.sent(rows.subList(0, 2));
        assertThat(graph.outbox.pending(10)).isEqualTo(rows.subList(2, 3));
    }
}
