package magpie.graph.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import magpie.graph.neo4j.server.Neo4jOutbox;
import magpie.kit.ids.IdGenerator;
import magpie.kit.log.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
final class Neo4jOutboxTest {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final long KEY = 9;
    private static final int KEYS = 100;
    private static final int OTHERS = 3_000;
    private static final int ALL = OTHERS + 2 * KEYS;

    private final IdGenerator ids = new IdGenerator(InstantSource.system(), 3, 0);
    private TestGraph graph;

    @BeforeEach
    void open() {
        graph = new TestGraph(3);
        graph.clear();
    }

    @AfterEach
    void close() {
        graph.close();
    }

    /** The two rows of each key are at opposite ends of an index that takes a while to scan. */
    @Test
    void ofAKeyNoRowComesBeforeOneThatItFollows() {
        List<Outbox.Row> first = rows(KEYS);
        commit(rows(OTHERS));
        List<Outbox.Row> second = rows(KEYS);
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < KEYS; i++) {
                commit(List.of(first.get(i)));
                commit(List.of(second.get(i)));
            }
        });
        while (writer.isAlive()) {
            Set<Long> seen = ids(graph.outbox.pending(ALL));
            for (int i = 0; i < KEYS; i++) {
                assertThat(seen.contains(second.get(i).id())
                                && !seen.contains(first.get(i).id()))
                        .as("row %s without the one before it", i)
                        .isFalse();
            }
        }
        assertThat(graph.outbox.pending(ALL))
                .hasSize(ALL)
                .isSortedAccordingTo(Comparator.comparingLong(Outbox.Row::id));
    }

    @Test
    void whatIsLateIsFoundByTheNextLook() {
        long early = ids.next();
        commit(List.of(row(ids.next(), KEY)));
        graph.outbox.sent(graph.outbox.pending(10));
        commit(List.of(row(early, KEY + 1)));
        assertThat(graph.outbox.pending(10)).extracting(Outbox.Row::id).containsExactly(early);
    }

    /** Rows of the given number of keys, the same keys each time. */
    private List<Outbox.Row> rows(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(key -> row(ids.next(), key))
                .toList();
    }

    private static Outbox.Row row(long id, long key) {
        return new Outbox.Row(id, "graph", key, 0, "Followed", "{}");
    }

    private void commit(List<Outbox.Row> rows) {
        graph.database.writing(TIME, transaction -> {
            Neo4jOutbox.append(transaction, rows);
            transaction.commit();
            return true;
        });
    }

    private static Set<Long> ids(List<Outbox.Row> rows) {
        return rows.stream().map(Outbox.Row::id).collect(Collectors.toSet());
    }
}
