package magpie.graph;

import static magpie.graph.GraphFixture.first;
import static magpie.graph.GraphFixture.pair;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import magpie.api.Limits;
import magpie.api.RecountChunk;
import magpie.api.ServiceException;
import magpie.api.graph.Blocks;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent.CelebrityChanged;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;
import org.junit.jupiter.api.Test;

/** Whatever happens in whatever order, a {@link GraphStore} agrees with plain sets. */
public interface GraphHistoryContract extends GraphFixture {
    int USERS = 24;
    int COMPARED_EVERY = 250;

    /** As many steps as a store can do in some seconds. */
    default int steps() {
        return 4_000;
    }

    @Test
    default void aLongHistoryEndsAsPlainSetsDo() {
        long seed = 20_260_101;
        GraphStore store = store(WIDE);
        GraphModel model = new GraphModel(WIDE);
        Random random = new Random(seed);
        for (int step = 1; step <= steps(); step++) {
            step(store, model, random, "seed " + seed + ", step " + step);
            if (step % COMPARED_EVERY == 0) {
                compare(store, model);
            }
        }
        assertThat(store.recount(new RecountChunk(0, Limits.BATCH)).mended()).isZero();
        assertThat(lastStatuses()).isEqualTo(model.celebratedOnceByAuthor());
    }

    private static void step(GraphStore store, GraphModel model, Random random, String when) {
        long actor = 1L + random.nextInt(USERS);
        long target = 1L + random.nextInt(USERS);
        if (actor == target) {
            return;
        }
        Pair pair = pair(actor, target);
        int dice = random.nextInt(1_000);
        if (dice < 2) {
            long newcomer = 1L + random.nextInt(USERS);
            model.deleteUser(newcomer);
            while (store.deleteUser(newcomer, 1 + random.nextInt(5))) {
                assertThat(store.counts(newcomer).followers()).containsExactly(0);
            }
            return;
        }
        Relationship expected = model.apply(dice, pair);
        assertThat(applied(store, dice, pair)).as(when).isEqualTo(expected);
    }

    /** The relationship that the store returns; null for a refusal. */
    private static Relationship applied(GraphStore store, int dice, Pair pair) {
        try {
            return switch (GraphModel.Change.of(dice)) {
                case FOLLOW -> store.follow(pair);
                case UNFOLLOW -> store.unfollow(pair);
                case BLOCK -> store.block(pair);
                case UNBLOCK -> store.unblock(pair);
                case MUTE -> store.mute(pair);
                case UNMUTE -> store.unmute(pair);
            };
        } catch (ServiceException refused) {
            return null;
        }
    }

    static void compare(GraphStore store, GraphModel model) {
        for (long user = 1; user <= USERS; user++) {
            List<Long> followers = model.followersOf(user);
            List<Long> following = model.followingOf(user);
            assertThat(store.page(Relation.FOLLOWERS, first(user, 100)).userIds())
                    .containsExactly(longs(followers));
            assertThat(store.page(Relation.FOLLOWING, first(user, 100)).userIds())
                    .containsExactly(longs(following));
            assertThat(store.counts(user).followers()).containsExactly(followers.size());
            assertThat(store.counts(user).following()).containsExactly(following.size());
            boolean celebrated = model.celebrated(user);
            assertThat(store.followerPage(first(user, 100)).status().celebrated())
                    .isEqualTo(celebrated);
            assertThat(store.followerPage(first(user, 100)).followerIds())
                    .containsExactly(celebrated ? new long[0] : longs(followers));
            RelationshipSet relations = store.relationshipSet(user);
            assertThat(relations.following()).containsExactlyInAnyOrder(longs(following));
            assertThat(relations.hidden()).containsExactlyInAnyOrder(longs(model.hiddenFrom(user)));
            assertThat(relations.muted()).containsExactly(longs(model.mutedBy(user)));
            assertThat(relations.celebrated().stream().map(CelebrityStatus::authorId))
                    .containsExactlyInAnyOrderElementsOf(model.celebratedOnce(following));
            compareWithAll(store, model, user);
        }
    }

    private static void compareWithAll(GraphStore store, GraphModel model, long user) {
        for (long other = 1; other <= USERS; other++) {
            Relationship relationship = model.relationship(user, other);
            assertThat(store.relationships(new RelationshipQuery(user, other)).relationships())
                    .containsExactly(relationship);
            Blocks blocks = store.blocking(new RelationshipQuery(user, other));
            assertThat(blocks.hidden(0)).isEqualTo(relationship.hidden());
            assertThat(blocks.blockedBy(0)).isEqualTo(relationship.blockedBy());
            assertThat(store.mutuals(new MutualsListing(user, other, Limits.NEWEST, 100))
                            .userIds())
                    .containsExactly(longs(model.mutuals(user, other)));
        }
    }

    /** Each author's last status according to the events: celebrity or not. */
    private Map<Long, Boolean> lastStatuses() {
        Map<Long, Boolean> last = new TreeMap<>();
        events().stream()
                .filter(CelebrityChanged.class::isInstance)
                .map(CelebrityChanged.class::cast)
                .forEach(change -> last.put(change.authorId(), change.until() == 0));
        return last;
    }

    private static long[] longs(List<Long> list) {
        return list.stream().mapToLong(Long::longValue).toArray();
    }
}
