package magpie.graph.neo4j;

import static magpie.graph.GraphFixture.WIDE;
import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.follow;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.relationship;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import magpie.api.ServiceException;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A second server ends up equal to the first, whichever way the changes arrive. */
@Tag("engines")
final class Neo4jReplicaTest {
    private static final int USERS = 24;
    private static final int STEPS = 1_500;
    private static final long ANA = 1;
    private static final long BEN = 2;

    private TestGraph graph;
    private GraphStore original;
    private TestReplica replica;

    @BeforeEach
    void open() {
        graph = new TestGraph(7);
        graph.clear();
        original = graph.store(WIDE);
    }

    @AfterEach
    void close() {
        replica.close();
        graph.close();
    }

    @Test
    void eventsInAnyOrderAndTwiceMakeTheSameGraph() throws InterruptedException {
        long seed = 20_260_103;
        copied();
        Random random = new Random(seed);
        history(random, STEPS);
        List<GraphEvent> events = new ArrayList<>(TestReplica.told(graph.outbox));
        events.addAll(events.subList(0, events.size() / 2));
        Collections.shuffle(events, random);
        replica.give(events);
        replica.assertSameAs(original);
    }

    @Test
    void whatWasThereIsCopiedAndWhatComesMeanwhileIsNotLost() throws InterruptedException {
        Random random = new Random(20_260_104);
        history(random, STEPS);
        for (long fan = 1_000; fan < 3_500; fan += 250) {
            List<Pair> fans = new ArrayList<>();
            for (long i = fan; i < fan + 250; i++) {
                fans.add(pair(i, BEN));
            }
            original.follows(fans);
        }
        original.deleteUser(5, 1_000);
        TestReplica.told(graph.outbox);
        replica = new TestReplica(graph);
        history(random, 200);
        replica.awaitComplete();
        replica.give(TestReplica.told(graph.outbox));
        replica.assertSameAs(original);
        assertThat(relationship(replica.store, 3_499, BEN).following()).isTrue();
        replica.give(List.of(new GraphEvent.Followed(ANA, 5, Long.MAX_VALUE)));
        assertThat(relationship(replica.store, ANA, 5)).isEqualTo(Relationship.NONE);
    }

    /** Ben's follow arrives after Ana's block, which ended it, and after Ana unblocked. */
    @Test
    void aFollowThatIsLateDoesNotOutliveTheBlockThatEndedIt() throws InterruptedException {
        copied();
        original.follow(pair(BEN, ANA));
        original.block(pair(ANA, BEN));
        original.unblock(pair(ANA, BEN));
        List<GraphEvent> events = TestReplica.told(graph.outbox);
        replica.give(events.subList(1, 2));
        replica.give(events.subList(2, 3));
        replica.give(events.subList(0, 1));
        assertThat(relationship(replica.store, BEN, ANA)).isEqualTo(Relationship.NONE);
        assertThat(replica.store.counts(ANA).followers()).containsExactly(0);
        original.follow(pair(BEN, ANA));
        replica.give(TestReplica.told(graph.outbox));
        assertThat(relationship(replica.store, BEN, ANA).following()).isTrue();
        assertThat(replica.store.counts(ANA).followers()).containsExactly(1);
    }

    @Test
    void aDeletionGoesThroughAndNothingLateBringsItBack() throws InterruptedException {
        copied();
        follow(original, ANA, 10, 11, 12);
        original.follow(pair(ANA, 10));
        original.mute(pair(11, ANA));
        List<GraphEvent> events = TestReplica.told(graph.outbox);
        replica.give(events.subList(0, 2));
        replica.delete(ANA);
        replica.give(events);
        original.deleteUser(ANA, 100);
        replica.assertSameAs(original);
        assertThat(replica.store.page(Relation.FOLLOWERS, first(ANA, 10)).userIds())
                .isEmpty();
        assertThat(replica.store.counts(10).following()).containsExactly(0);
    }

    @Test
    void aCopyThatIsCompleteStaysSo() {
        copied();
        assertThat(replica.replica.database().read("MATCH (s:Schema) RETURN s.copied AS copied", Map.of()))
                .hasSize(1)
                .allMatch(row -> row.get("copied").asBoolean());
    }

    private void copied() {
        replica = new TestReplica(graph);
        replica.awaitComplete();
    }

    private void history(Random random, int steps) {
        for (int step = 0; step < steps; step++) {
            Pair pair = pair(1L + random.nextInt(USERS), 1L + random.nextInt(USERS));
            if (pair.actorId() != pair.targetId()) {
                change(random.nextInt(10), pair);
            }
        }
    }

    private void change(int dice, Pair pair) {
        try {
            switch (dice) {
                case 0, 1, 2, 3, 4 -> original.follow(pair);
                case 5 -> original.unfollow(pair);
                case 6 -> original.block(pair);
                case 7 -> original.unblock(pair);
                case 8 -> original.mute(pair);
                default -> original.unmute(pair);
            }
        } catch (ServiceException refused) {
            assertThat(refused.isPassing()).as(refused.toString()).isFalse();
        }
    }
}
