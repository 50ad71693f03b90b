package magpie.graph;

import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.follow;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.status;
import static magpie.graph.GraphFixture.unfollow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.GraphEvent.CelebrityChanged;
import magpie.api.graph.RelationshipSet;
import magpie.graph.store.GraphStore;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStore} must provide to feeds: who is a celebrity, to whom to push, whose posts to read. */
public interface GraphFeedContract extends GraphFixture {
    long STAR = 7;
    long READER = 8;

    @Test
    default void anAuthorIsCelebratedFromTheThresholdUntilWellBelowIt() {
        GraphStore store = store(SMALL);
        follow(store, STAR, LongStream.range(100, 109).toArray());
        assertThat(status(store, STAR)).isEqualTo(CelebrityStatus.ordinary(STAR));
        follow(store, STAR, 109);
        CelebrityStatus celebrated = status(store, STAR);
        assertThat(celebrated.celebrated()).isTrue();
        unfollow(store, STAR, 108, 109);
        assertThat(status(store, STAR)).isEqualTo(celebrated);
        unfollow(store, STAR, 107);
        CelebrityStatus after = status(store, STAR);
        assertThat(after.celebrated()).isFalse();
        assertThat(after.since()).isEqualTo(celebrated.since());
        assertThat(after.until()).isGreaterThan(after.since());
        follow(store, STAR, 107, 108);
        assertThat(status(store, STAR)).isEqualTo(after);
        follow(store, STAR, 109);
        CelebrityStatus again = status(store, STAR);
        assertThat(again.celebrated()).isTrue();
        assertThat(again.since()).isGreaterThan(after.until());
        assertThat(celebrityChanges(events())).containsExactly(told(celebrated), told(after), told(again));
    }

    @Test
    default void aCelebrityStatusOutlivesTheLastFollower() {
        GraphStore store = store(SMALL);
        long[] fans = LongStream.range(100, 110).toArray();
        follow(store, STAR, fans);
        long since = status(store, STAR).since();
        unfollow(store, STAR, fans);
        assertThat(status(store, STAR).since()).isEqualTo(since);
        assertThat(status(store, STAR).celebrated()).isFalse();
    }

    @Test
    default void aCrossingLiesBetweenTheFollowsAroundIt() {
        GraphStore store = store(SMALL);
        follow(store, STAR, LongStream.range(100, 111).toArray());
        long[] keys = store.page(GraphStore.Relation.FOLLOWERS, first(STAR, 11)).keys();
        assertThat(status(store, STAR).since()).isBetween(keys[1], keys[0]);
    }

    @Test
    default void aBlockMayEndCelebrityStatus() {
        GraphStore store = store(SMALL);
        follow(store, STAR, LongStream.range(100, 110).toArray());
        store.block(pair(STAR, 100));
        store.block(pair(101, STAR));
        assertThat(status(store, STAR).celebrated()).isTrue();
        store.block(pair(102, STAR));
        assertThat(status(store, STAR).celebrated()).isFalse();
        assertThat(celebrityChanges(events())).hasSize(2);
    }

    @Test
    default void aFanOutVisitsEveryFollowerOnceNewestFirst() {
        GraphStore store = store(SMALL);
        follow(store, STAR, 101, 102, 103, 104, 105, 106);
        FollowerPage step = store.followerPage(first(STAR, 4));
        assertThat(step.followerIds()).containsExactly(106, 105, 104, 103);
        follow(store, STAR, 107);
        FollowerPage rest = store.followerPage(new Listing(STAR, step.next(), 2));
        assertThat(rest.followerIds()).containsExactly(102, 101);
        assertThat(rest.next()).isZero();
        assertThat(store.followerPage(first(READER, 4))).satisfies(none -> {
            assertThat(none.status()).isEqualTo(CelebrityStatus.ordinary(READER));
            assertThat(none.followerIds()).isEmpty();
            assertThat(none.next()).isZero();
        });
    }

    @Test
    default void aCelebratedAuthorsFollowersAreNotListed() {
        GraphStore store = store(SMALL);
        follow(store, STAR, LongStream.range(100, 110).toArray());
        FollowerPage page = store.followerPage(first(STAR, 5));
        assertThat(page.status().celebrated()).isTrue();
        assertThat(page.followerIds()).isEmpty();
        assertThat(page.next()).isZero();
        unfollow(store, STAR, 100, 101, 102);
        assertThat(store.followerPage(first(STAR, 5)).followerIds()).containsExactly(109, 108, 107, 106, 105);
    }

    @Test
    default void aRelationshipSetIsAllAFeedMustKnow() {
        GraphStore store = store(WIDE);
        follow(store, STAR, LongStream.range(100, 110).toArray());
        follow(store, 70, LongStream.range(100, 110).toArray());
        unfollow(store, 70, 100, 101, 102);
        follow(store, 71, LongStream.range(100, 110).toArray());
        for (long followee : new long[] {90, STAR, 70, 80}) {
            store.follow(pair(READER, followee));
        }
        store.block(pair(READER, 30));
        store.block(pair(31, READER));
        store.block(pair(32, READER));
        store.block(pair(READER, 32));
        store.mute(pair(READER, 41));
        store.mute(pair(READER, 40));
        store.mute(pair(42, READER));
        RelationshipSet relations = store.relationshipSet(READER);
        assertThat(relations.following()).containsExactly(STAR, 70, 80, 90);
        assertThat(relations.celebrated()).containsExactlyInAnyOrder(status(store, STAR), status(store, 70));
        assertThat(relations.hidden()).containsExactly(32, 31, 30);
        assertThat(relations.hiddenComplete()).isTrue();
        assertThat(relations.muted()).containsExactly(40, 41);
        assertThat(store.relationshipSet(99).following()).isEmpty();
    }

    @Test
    default void aRelationshipSetTellsThatSomebodyWasFollowedAgain() {
        GraphStore store = store(WIDE);
        store.follow(pair(READER, 70));
        store.follow(pair(READER, 71));
        RelationshipSet before = store.relationshipSet(READER);
        assertThat(before.newest()).isEqualTo(newestFollow(store));
        store.follow(pair(READER, 70));
        assertThat(store.relationshipSet(READER).newest()).isEqualTo(before.newest());
        store.unfollow(pair(READER, 70));
        store.follow(pair(READER, 70));
        RelationshipSet after = store.relationshipSet(READER);
        assertThat(after.following()).isEqualTo(before.following());
        assertThat(after.newest()).isEqualTo(newestFollow(store)).isGreaterThan(before.newest());
        assertThat(store.relationshipSet(99).newest()).isZero();
    }

    private static long newestFollow(GraphStore store) {
        return store.page(GraphStore.Relation.FOLLOWING, first(READER, 1)).keys()[0];
    }

    @Test
    default void aRelationshipSetNamesTheNewestHiddenAndSaysThatThereAreMore() {
        GraphStore store = store(WIDE);
        store.block(pair(READER, 1));
        store.block(pair(2, READER));
        for (int chunk = 0; chunk < 4; chunk++) {
            blockAtOnce(store, 1_000 + chunk * 5_000L, chunk == 3 ? 4_999 : 5_000);
        }
        RelationshipSet relations = store.relationshipSet(READER);
        assertThat(relations.hiddenComplete()).isFalse();
        assertThat(relations.hidden())
                .hasSize(GraphStore.MAX_HIDDEN)
                .contains(2)
                .doesNotContain(1);
        store.unblock(pair(2, READER));
        assertThat(store.relationshipSet(READER).hidden())
                .hasSize(GraphStore.MAX_HIDDEN)
                .contains(1);
        assertThat(store.relationshipSet(READER).hiddenComplete()).isTrue();
    }

    @Test
    default void aNewThresholdTakesHoldAtTheNextChangeOrRecount() {
        follow(store(WIDE), STAR, 101, 102, 103);
        follow(store(WIDE), READER, 101, 102, 103);
        GraphStore strict = store(new GraphConfig(3, 100, 100, 100, 100, 1_000, WIDE.retention()));
        assertThat(status(strict, STAR).celebrated()).isFalse();
        follow(strict, STAR, 104);
        assertThat(status(strict, STAR).celebrated()).isTrue();
        assertThat(strict.recount(new RecountChunk(0, 100)).mended()).isZero();
        assertThat(status(strict, READER).celebrated()).isTrue();
    }

    private static void blockAtOnce(GraphStore store, long from, int count) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = from; i < from + count; i++) {
                long blocker = i;
                var _ = threads.submit(() -> store.block(pair(blocker, READER)));
            }
        }
    }

    private static List<GraphEvent> celebrityChanges(List<GraphEvent> events) {
        return events.stream().filter(CelebrityChanged.class::isInstance).toList();
    }

    private static GraphEvent told(CelebrityStatus status) {
        return new CelebrityChanged(status.authorId(), status.since(), status.until());
    }
}
