package magpie.graph;

import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.follow;
import static magpie.graph.GraphFixture.followers;
import static magpie.graph.GraphFixture.following;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import magpie.api.Limits;
import magpie.api.RecountChunk;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.GraphEvent.CelebrityChanged;
import magpie.api.graph.GraphEvent.Followed;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.graph.store.GraphStore;
import org.junit.jupiter.api.Test;

/** Many follows at once must do the same in every {@link GraphStore} as one by one. */
public interface GraphBatchContract extends GraphFixture {
    long AUTHOR = 7;
    int FOLLOW = 0;

    @Test
    default void aBatchIsWhatItsFollowsAreOneByOne() {
        GraphStore store = store(WIDE);
        GraphModel model = new GraphModel(WIDE);
        Random random = new Random(20_260_102);
        store.deleteUser(24, 10);
        model.deleteUser(24);
        List<GraphEvent> expected = new ArrayList<>();
        for (int batch = 0; batch < 20; batch++) {
            List<Pair> pairs = Stream.generate(() -> pair(1L + random.nextInt(24), 1L + random.nextInt(24)))
                    .limit(20)
                    .toList();
            List<Pair> added = added(model, pairs);
            added.forEach(pair -> expected.add(new Followed(pair.actorId(), pair.targetId(), 0)));
            assertThat(store.follows(pairs)).isEqualTo(added.size());
        }
        GraphHistoryContract.compare(store, model);
        assertThat(events()).filteredOn(Followed.class::isInstance).isEqualTo(expected);
        assertThat(store.recount(new RecountChunk(0, Limits.BATCH)).mended()).isZero();
    }

    @Test
    default void whatASingleFollowRefusesABatchLeavesOut() {
        GraphStore store = store(SMALL);
        store.deleteUser(5, 10);
        store.block(pair(1, 2));
        store.block(pair(3, 1));
        store.follow(pair(1, 4));
        int told = events().size();
        List<Pair> pairs =
                List.of(pair(1, 1), pair(1, 2), pair(1, 3), pair(1, 4), pair(1, 5), pair(5, 1), pair(1, 6), pair(1, 6));
        assertThat(store.follows(pairs)).isEqualTo(1);
        assertThat(store.relationshipSet(1).following()).containsExactly(4, 6);
        assertThat(following(store, 1)).isEqualTo(2);
        assertThat(store.counts(2, 3, 5, 6).followers()).containsExactly(0, 0, 0, 1);
        assertThat(events()).hasSize(told + 1).endsWith(new Followed(1, 6, 0));
    }

    @Test
    default void aBatchEndsAtTheLimitAndTheOthersOfItDoNot() {
        GraphStore store = store(SMALL);
        List<Pair> pairs = new ArrayList<>(
                LongStream.range(100, 125).mapToObj(target -> pair(1, target)).toList());
        pairs.add(pair(2, 124));
        assertThat(store.follows(pairs)).isEqualTo(21);
        assertThat(following(store, 1)).isEqualTo(20);
        assertThat(store.counts(119, 120, 124).followers()).containsExactly(1, 0, 1);
        assertThat(store.relationships(new RelationshipQuery(1, 120)).relationships())
                .containsExactly(Relationship.NONE);
    }

    @Test
    default void aRepeatedBatchChangesNothingAndTellsNothing() {
        GraphStore store = store(SMALL);
        List<Pair> pairs = List.of(pair(1, 2), pair(2, 1), pair(3, 1));
        assertThat(store.follows(pairs)).isEqualTo(3);
        List<GraphEvent> told = events();
        assertThat(store.follows(pairs)).isZero();
        assertThat(store.follows(List.of())).isZero();
        assertThat(events()).isEqualTo(told);
        assertThat(followers(store, 1)).isEqualTo(2);
    }

    @Test
    default void aBatchThatMakesAnAuthorCelebratedSaysSoWhereItDoes() {
        GraphStore store = store(SMALL);
        follow(store, AUTHOR, 99);
        assertThat(store.followerPage(first(AUTHOR, Limits.STEP)).followerIds()).containsExactly(99);
        assertThat(store.follows(LongStream.range(100, 111)
                        .mapToObj(fan -> pair(fan, AUTHOR))
                        .toList()))
                .isEqualTo(11);
        assertThat(status(store, AUTHOR).celebrated()).isTrue();
        assertThat(store.followerPage(first(AUTHOR, Limits.STEP)).followerIds()).isEmpty();
        assertThat(events().get(9)).isInstanceOf(CelebrityChanged.class);
        assertThat(events().get(10)).isEqualTo(new Followed(108, AUTHOR, 0));
        long[] keys =
                store.page(GraphStore.Relation.FOLLOWERS, first(AUTHOR, 20)).keys();
        assertThat(status(store, AUTHOR).since()).isBetween(keys[2], keys[1]);
    }

    /** The follows that the model accepts and did not have. */
    private static List<Pair> added(GraphModel model, List<Pair> pairs) {
        List<Pair> added = new ArrayList<>();
        for (Pair pair : pairs) {
            boolean there = model.relationship(pair.actorId(), pair.targetId()).following();
            if (pair.actorId() != pair.targetId() && model.apply(FOLLOW, pair) != null && !there) {
                added.add(pair);
            }
        }
        return added;
    }
}
