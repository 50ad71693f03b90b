package magpie.graph;

import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.follow;
import static magpie.graph.GraphFixture.followers;
import static magpie.graph.GraphFixture.following;
import static magpie.graph.GraphFixture.pair;
import static magpie.graph.GraphFixture.relationship;
import static magpie.graph.GraphFixture.status;
import static magpie.graph.GraphStoreContract.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.Relationship;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;
import org.junit.jupiter.api.Test;

/** What every {@link GraphStore} must do when an account is deleted, and when counts are checked. */
public interface GraphDeletionContract extends GraphFixture {
    long LEAVER = 5;
    long FRIEND = 6;

    @Test
    default void aDeletionTakesAllRelationsAndTheirCounts() {
        GraphStore store = store(WIDE);
        store.follow(pair(LEAVER, FRIEND));
        follow(store, LEAVER, FRIEND, 10);
        follow(store, FRIEND, 10);
        store.block(pair(LEAVER, 11));
        store.block(pair(12, LEAVER));
        store.mute(pair(LEAVER, FRIEND));
        store.mute(pair(FRIEND, LEAVER));
        int told = events().size();
        assertThat(store.deleteUser(LEAVER, 100)).isFalse();
        assertThat(followers(store, FRIEND)).isEqualTo(1);
        assertThat(following(store, FRIEND)).isZero();
        assertThat(following(store, 10)).isEqualTo(1);
        assertThat(store.counts(LEAVER).followers()).containsExactly(0);
        for (Relation relation : Relation.values()) {
            assertThat(store.page(relation, first(LEAVER, 10)).userIds()).isEmpty();
        }
        assertThat(store.relationshipSet(12).hidden()).isEmpty();
        assertThat(store.relationshipSet(FRIEND).muted()).isEmpty();
        assertThat(relationship(store, 10, LEAVER)).isEqualTo(Relationship.NONE);
        assertThat(events()).hasSize(told);
    }

    @Test
    default void theDeletedAreRefusedForEver() {
        GraphStore store = store(WIDE);
        store.deleteUser(LEAVER, 100);
        refuses(Code.NOT_FOUND, () -> store.follow(pair(FRIEND, LEAVER)));
        refuses(Code.NOT_FOUND, () -> store.follow(pair(LEAVER, FRIEND)));
        refuses(Code.NOT_FOUND, () -> store.unfollow(pair(LEAVER, FRIEND)));
        refuses(Code.NOT_FOUND, () -> store.block(pair(FRIEND, LEAVER)));
        refuses(Code.NOT_FOUND, () -> store.unblock(pair(FRIEND, LEAVER)));
        refuses(Code.NOT_FOUND, () -> store.mute(pair(LEAVER, FRIEND)));
        refuses(Code.NOT_FOUND, () -> store.unmute(pair(LEAVER, FRIEND)));
        assertThat(events()).isEmpty();
    }

    @Test
    default void aDeletionInChunksIsResumedWhereItEnded() {
        GraphStore store = store(WIDE);
        follow(store, LEAVER, LongStream.range(100, 120).toArray());
        for (long target = 110; target < 130; target++) {
            store.follow(pair(LEAVER, target));
            store.mute(pair(LEAVER, target));
        }
        for (long target = 200; target < 210; target++) {
            store.block(pair(LEAVER, target));
            store.block(pair(target + 100, LEAVER));
            store.mute(pair(target, LEAVER));
        }
        assertThat(store.deleteUser(LEAVER, 7)).isTrue();
        assertThat(store.followerPage(first(LEAVER, 100)).followerIds()).isEmpty();
        refuses(Code.NOT_FOUND, () -> store.follow(pair(99, LEAVER)));
        GraphStore reopened = store(SMALL);
        int chunks = 2;
        while (reopened.deleteUser(LEAVER, 7)) {
            chunks++;
        }
        assertThat(chunks).isEqualTo(90 / 7 + 1);
        assertThat(LongStream.of(
                        reopened.counts(LongStream.range(100, 130).toArray()).followers()))
                .containsOnly(0L);
        assertThat(LongStream.of(
                        reopened.counts(LongStream.range(100, 130).toArray()).following()))
                .containsOnly(0L);
        assertThat(reopened.relationshipSet(305).hidden()).isEmpty();
        assertThat(reopened.relationshipSet(205)).satisfies(relations -> {
            assertThat(relations.hidden()).isEmpty();
            assertThat(relations.muted()).isEmpty();
        });
        assertThat(reopened.deleteUser(LEAVER, 7)).isFalse();
    }

    @Test
    default void aDeletedFollowerMayEndCelebrityStatusAndADeletedStarHasNone() {
        GraphStore store = store(WIDE);
        follow(store, FRIEND, LongStream.range(100, 110).toArray());
        follow(store, LEAVER, LongStream.range(100, 110).toArray());
        store.deleteUser(100, 50);
        store.deleteUser(101, 50);
        assertThat(status(store, FRIEND).celebrated()).isTrue();
        store.deleteUser(102, 50);
        assertThat(status(store, FRIEND).celebrated()).isFalse();
        store.deleteUser(LEAVER, 50);
        assertThat(status(store, LEAVER)).isEqualTo(CelebrityStatus.ordinary(LEAVER));
        assertThat(following(store, 103)).isEqualTo(1);
    }

    @Test
    default void aRecountMendsWhatWasDamagedAndNothingElse() {
        GraphStore store = store(WIDE);
        follow(store, FRIEND, LongStream.range(100, 109).toArray());
        assertThat(store.recount(new RecountChunk(0, 100))).isEqualTo(new Recounted(10, 0, 0));
        damage(FRIEND, 25, 3);
        damage(104, 0, 7);
        assertThat(store.recount(new RecountChunk(0, 100))).isEqualTo(new Recounted(10, 2, 0));
        assertThat(followers(store, FRIEND)).isEqualTo(9);
        assertThat(following(store, FRIEND)).isZero();
        assertThat(following(store, 104)).isEqualTo(1);
        assertThat(status(store, FRIEND).celebrated()).isFalse();
        assertThat(store.recount(new RecountChunk(0, 100)).mended()).isZero();
    }

    @Test
    default void aRecountGoesThroughAllUsersInChunks() {
        GraphStore store = store(WIDE);
        follow(store, FRIEND, LongStream.range(100, 109).toArray());
        damage(FRIEND, 0, 0);
        damage(108, 5, 5);
        int mended = 0;
        int checked = 0;
        long after = 0;
        do {
            Recounted chunk = store.recount(new RecountChunk(after, 3));
            mended += chunk.mended();
            checked += chunk.checked();
            after = chunk.next();
        } while (after != 0);
        assertThat(checked).isEqualTo(10);
        assertThat(mended).isEqualTo(2);
    }

    @Test
    default void aRecountLeavesTheDeletedAlone() {
        GraphStore store = store(WIDE);
        follow(store, LEAVER, 101, 102, 103);
        store.deleteUser(LEAVER, 1);
        assertThat(store.recount(new RecountChunk(0, 100)).mended()).isZero();
        assertThat(store.counts(LEAVER).followers()).containsExactly(0);
        assertThat(store.followerPage(first(LEAVER, 10)).followerIds()).isEmpty();
    }
}
