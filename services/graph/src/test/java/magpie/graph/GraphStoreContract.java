package magpie.graph;

import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.follow;
import static magpie.graph.GraphFixture.followers;
import static magpie.graph.GraphFixture.following;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.relationship;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.graph.GraphEvent.Blocked;
import magpie.api.graph.GraphEvent.Followed;
import magpie.api.graph.GraphEvent.Muted;
import magpie.api.graph.GraphEvent.Unblocked;
import magpie.api.graph.GraphEvent.Unfollowed;
import magpie.api.graph.GraphEvent.Unmuted;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStore} must do with relations and their lists. */
public interface GraphStoreContract extends GraphFixture {
    long ANA = 1;
    long BEN = 2;
    long CLEO = 3;

    @Test
    default void aFollowIsThereForBothSides() {
        GraphStore store = store(SMALL);
        assertThat(store.follow(pair(ANA, BEN))).isEqualTo(new Relationship(true, false, false, false, false));
        assertThat(relationship(store, BEN, ANA)).isEqualTo(new Relationship(false, true, false, false, false));
        assertThat(following(store, ANA)).isEqualTo(1);
        assertThat(followers(store, BEN)).isEqualTo(1);
        assertThat(followers(store, ANA)).isZero();
        assertThat(store.page(Relation.FOLLOWING, first(ANA, 10)).userIds()).containsExactly(BEN);
        assertThat(store.page(Relation.FOLLOWERS, first(BEN, 10)).userIds()).containsExactly(ANA);
    }

    @Test
    default void aRepeatedChangeChangesNothingAndTellsNothing() {
        GraphStore store = store(SMALL);
        store.follow(pair(ANA, BEN));
        long key = store.page(Relation.FOLLOWERS, first(BEN, 1)).keys()[0];
        assertThat(store.follow(pair(ANA, BEN)).following()).isTrue();
        assertThat(store.page(Relation.FOLLOWERS, first(BEN, 1)).keys()).containsExactly(key);
        assertThat(followers(store, BEN)).isEqualTo(1);
        store.unfollow(pair(ANA, BEN));
        assertThat(store.unfollow(pair(ANA, BEN))).isEqualTo(Relationship.NONE);
        assertThat(followers(store, BEN)).isZero();
        assertThat(following(store, ANA)).isZero();
        store.unblock(pair(ANA, BEN));
        store.unmute(pair(ANA, BEN));
        store.mute(pair(ANA, BEN));
        store.mute(pair(ANA, BEN));
        store.unmute(pair(ANA, BEN));
        store.block(pair(ANA, BEN));
        store.block(pair(ANA, BEN));
        store.unblock(pair(ANA, BEN));
        assertThat(events())
                .containsExactly(
                        new Followed(ANA, BEN, 0),
                        new Unfollowed(ANA, BEN, 0),
                        new Muted(ANA, BEN, 0),
                        new Unmuted(ANA, BEN, 0),
                        new Blocked(ANA, BEN, 0),
                        new Unblocked(ANA, BEN, 0));
    }

    @Test
    default void anEventHasTheIdOfWhatItTellsOfAndAnEndAGreaterOne() {
        GraphStore store = store(SMALL);
        store.follow(pair(ANA, BEN));
        store.follow(pair(BEN, ANA));
        long follow = store.page(Relation.FOLLOWERS, first(BEN, 1)).keys()[0];
        store.unfollow(pair(ANA, BEN));
        store.mute(pair(ANA, BEN));
        long mute = store.page(Relation.MUTES, first(ANA, 1)).keys()[0];
        store.unmute(pair(ANA, BEN));
        store.block(pair(ANA, BEN));
        long block = store.page(Relation.BLOCKS, first(ANA, 1)).keys()[0];
        store.unblock(pair(ANA, BEN));
        store.follows(List.of(pair(CLEO, BEN)));
        long last = store.page(Relation.FOLLOWERS, first(BEN, 1)).keys()[0];
        List<Long> ids = told().stream().map(GraphFixture::id).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(8);
        assertThat(ids).contains(follow, mute, block).first().isEqualTo(follow);
        assertThat(ids).last().isEqualTo(last);
    }

    @Test
    default void aBlockEndsFollowsBothWaysAndForbidsThem() {
        GraphStore store = store(SMALL);
        store.follow(pair(ANA, BEN));
        store.follow(pair(BEN, ANA));
        assertThat(store.block(pair(ANA, BEN))).isEqualTo(new Relationship(false, false, true, false, false));
        assertThat(relationship(store, BEN, ANA)).isEqualTo(new Relationship(false, false, false, true, false));
        assertThat(store.counts(ANA, BEN).followers()).containsExactly(0, 0);
        assertThat(store.counts(ANA, BEN).following()).containsExactly(0, 0);
        assertThat(events()).endsWith(new Blocked(ANA, BEN, 0)).doesNotContain(new Unfollowed(ANA, BEN, 0));
        refuses(Code.NOT_FOUND, () -> store.follow(pair(ANA, BEN)));
        refuses(Code.NOT_FOUND, () -> store.follow(pair(BEN, ANA)));
        assertThat(store.unblock(pair(ANA, BEN))).isEqualTo(Relationship.NONE);
        assertThat(store.follow(pair(BEN, ANA)).following()).isTrue();
    }

    @Test
    default void aBlockLeavesTheCountsOfOthers() {
        GraphStore store = store(SMALL);
        follow(store, CLEO, ANA, BEN);
        store.block(pair(ANA, BEN));
        assertThat(followers(store, CLEO)).isEqualTo(2);
        assertThat(following(store, ANA)).isEqualTo(1);
    }

    @Test
    default void aMuteIsOnlyTheMutersOwn() {
        GraphStore store = store(SMALL);
        store.follow(pair(ANA, BEN));
        assertThat(store.mute(pair(ANA, BEN))).isEqualTo(new Relationship(true, false, false, false, true));
        assertThat(relationship(store, BEN, ANA)).isEqualTo(new Relationship(false, true, false, false, false));
        assertThat(store.page(Relation.MUTES, first(ANA, 10)).userIds()).containsExactly(BEN);
        assertThat(store.page(Relation.MUTES, first(BEN, 10)).userIds()).isEmpty();
    }

    @Test
    default void aLimitRefusesOneMoreAndKeepsNothingOfIt() {
        GraphStore store = store(SMALL);
        for (long target = 100; target < 120; target++) {
            store.follow(pair(ANA, target));
        }
        refuses(Code.LIMIT_REACHED, () -> store.follow(pair(ANA, BEN)));
        assertThat(followers(store, BEN)).isZero();
        assertThat(following(store, ANA)).isEqualTo(20);
        assertThat(relationship(store, ANA, BEN)).isEqualTo(Relationship.NONE);
        assertThat(store.follow(pair(ANA, 100)).following()).isTrue();
        for (long target = 200; target < 203; target++) {
            store.block(pair(ANA, target));
            store.mute(pair(ANA, target));
        }
        int told = events().size();
        refuses(Code.LIMIT_REACHED, () -> store.mute(pair(ANA, 100)));
        refuses(Code.LIMIT_REACHED, () -> store.block(pair(ANA, 100)));
        assertThat(relationship(store, ANA, 100)).isEqualTo(new Relationship(true, false, false, false, false));
        assertThat(events()).hasSize(told);
        assertThat(store.block(pair(ANA, 200)).blocking()).isTrue();
    }

    @Test
    default void relationshipsAndCountsComeInTheOrderAsked() {
        GraphStore store = store(SMALL);
        store.follow(pair(ANA, BEN));
        store.follow(pair(BEN, ANA));
        store.block(pair(CLEO, ANA));
        store.mute(pair(ANA, 4));
        store.block(pair(ANA, 5));
        assertThat(store.relationships(new RelationshipQuery(ANA, 5, CLEO, 99, 4, BEN, ANA, BEN))
                        .relationships())
                .containsExactly(
                        new Relationship(false, false, true, false, false),
                        new Relationship(false, false, false, true, false),
                        Relationship.NONE,
                        new Relationship(false, false, false, false, true),
                        new Relationship(true, true, false, false, false),
                        Relationship.NONE,
                        new Relationship(true, true, false, false, false));
        assertThat(store.relationships(new RelationshipQuery(ANA)).relationships())
                .isEmpty();
        follow(store, BEN, 6, 7);
        assertThat(store.counts(99, BEN, ANA, BEN).followers()).containsExactly(0, 3, 1, 3);
        assertThat(store.counts(99, BEN, ANA, BEN).following()).containsExactly(0, 1, 1, 1);
        assertThat(store.counts().followers()).isEmpty();
    }

    @Test
    default void aFullBatchIsAnswered() {
        GraphStore store = store(WIDE);
        long[] ids =
                LongStream.rangeClosed(1, Limits.BATCH).map(i -> (i << 40) + i).toArray();
        store.follow(pair(ANA, ids[999]));
        assertThat(store.relationships(new RelationshipQuery(ANA, ids)).relationships())
                .hasSize(1_000)
                .last()
                .isEqualTo(new Relationship(true, false, false, false, false));
        assertThat(store.counts(ids).followers()[999]).isEqualTo(1);
    }

    @Test
    default void listsAreNewestFirstAndPagedByKey() {
        GraphStore store = store(WIDE);
        for (long i = 10; i <= 14; i++) {
            store.follow(pair(i, ANA));
            store.follow(pair(ANA, i));
            store.block(pair(BEN, i));
            store.mute(pair(BEN, i));
        }
        for (Relation relation : Relation.values()) {
            long subject = relation == Relation.FOLLOWERS || relation == Relation.FOLLOWING ? ANA : BEN;
            UserPage top = store.page(relation, first(subject, 2));
            assertThat(top.userIds()).containsExactly(14, 13);
            assertThat(top.more()).isTrue();
            assertThat(top.keys()[0]).isGreaterThan(top.keys()[1]);
            UserPage rest = store.page(relation, new Listing(subject, top.keys()[1], 3));
            assertThat(rest.userIds()).containsExactly(12, 11, 10);
            assertThat(rest.more()).isFalse();
            assertThat(store.page(relation, new Listing(subject, rest.keys()[2], 3))
                            .userIds())
                    .isEmpty();
        }
    }

    @Test
    default void aKeyIsTheTimeOfTheRelation() {
        GraphStore store = store(SMALL);
        long before = System.currentTimeMillis();
        store.follow(pair(ANA, BEN));
        long key = store.page(Relation.FOLLOWERS, first(BEN, 1)).keys()[0];
        assertThat(Ids.millis(key)).isBetween(before, System.currentTimeMillis() + 1);
    }

    @Test
    default void pagesHaveNoHoleAndNoRepeatWhileOthersFollow() throws InterruptedException {
        GraphStore store = store(WIDE);
        long[] there = LongStream.range(100, 200).toArray();
        follow(store, ANA, there);
        Thread coming = Thread.ofVirtual()
                .start(() -> follow(store, ANA, LongStream.range(300, 400).toArray()));
        long[] seen = {};
        UserPage page = store.page(Relation.FOLLOWERS, first(ANA, 7));
        while (true) {
            seen = LongStream.concat(LongStream.of(seen), LongStream.of(page.userIds()))
                    .toArray();
            if (!page.more()) {
                break;
            }
            page = store.page(Relation.FOLLOWERS, new Listing(ANA, page.keys()[page.keys().length - 1], 7));
        }
        coming.join();
        assertThat(seen).doesNotHaveDuplicates().contains(there);
        assertThat(followers(store, ANA)).isEqualTo(200);
    }

    @Test
    default void mutualsAreWhomBothFollowByDescendingId() {
        GraphStore store = store(WIDE);
        for (long i = 10; i < 20; i++) {
            store.follow(pair(ANA, i));
        }
        for (long i = 19; i > 14; i--) {
            store.follow(pair(BEN, i));
        }
        store.follow(pair(BEN, 50));
        UserPage top = store.mutuals(new MutualsListing(ANA, BEN, Limits.NEWEST, 3));
        assertThat(top.userIds()).containsExactly(19, 18, 17);
        assertThat(top.keys()).containsExactly(19, 18, 17);
        assertThat(top.more()).isTrue();
        UserPage rest = store.mutuals(new MutualsListing(ANA, BEN, 17, 3));
        assertThat(rest.userIds()).containsExactly(16, 15);
        assertThat(rest.more()).isFalse();
        assertThat(store.mutuals(new MutualsListing(ANA, CLEO, Limits.NEWEST, 3))
                        .userIds())
                .isEmpty();
    }

    @Test
    default void changesAtOnceCountEachOnce() throws InterruptedException {
        GraphStore store = store(WIDE);
        Thread[] threads = LongStream.range(0, 64)
                .mapToObj(i -> Thread.ofVirtual().start(() -> {
                    store.follow(pair(100 + i % 8, ANA));
                    store.follow(pair(100 + i % 8, 500 + i));
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(followers(store, ANA)).isEqualTo(8);
        assertThat(Arrays.stream(
                        store.counts(LongStream.range(100, 108).toArray()).following()))
                .containsOnly(9L);
    }

    static void refuses(Code code, ThrowingCallable call) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(call)
                .extracting(ServiceException::code)
                .isEqualTo(code);
    }
}
