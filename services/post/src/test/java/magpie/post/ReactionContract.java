package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.post.ActivityBatch;
import magpie.api.post.AuthorListing;
import magpie.api.post.InteractionEvent.Liked;
import magpie.api.post.InteractionEvent.Unliked;
import magpie.api.post.Merge;
import magpie.api.post.PostEvent.RepostUndone;
import magpie.api.post.PostEvent.Reposted;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.post.store.PostStore.Post;
import org.junit.jupiter.api.Test;

/** What likes and reposts do, and what viewers see of their own. */
interface ReactionContract extends PostStoreInTest {
    @Test
    default void aLikeCountsOnce() {
        Post post = publish(ADA);
        assertThat(store().like(BOB, post.id())).isTrue();
        assertThat(store().like(BOB, post.id())).isFalse();
        assertThat(store().like(CY, post.id())).isTrue();
        assertThat(counts(post.id())).containsExactly(2, 0, 0);
        assertThat(store().unlike(BOB, post.id())).isTrue();
        assertThat(store().unlike(BOB, post.id())).isFalse();
        assertThat(counts(post.id())).containsExactly(1, 0, 0);
        assertThat(events().stream().skip(1))
                .containsExactly(
                        new Liked(post.id(), BOB, ADA),
                        new Liked(post.id(), CY, ADA),
                        new Unliked(post.id(), BOB, ADA));
    }

    @Test
    default void aRepostIsOneActivity() {
        Post post = publish(ADA);
        long activity = store().repost(BOB, post.id());
        assertThat(store().repost(BOB, post.id())).isEqualTo(activity);
        assertThat(counts(post.id())).containsExactly(0, 1, 0);
        ActivityBatch found = store().activities(new long[] {activity, 42, post.id()});
        assertThat(found.activityIds()).containsExactlyInAnyOrder(activity, post.id());
        assertThat(found.actorIds()).containsExactlyInAnyOrder(BOB, ADA);
        assertThat(found.postIds()).containsExactly(post.id(), post.id());
        assertThat(store().unrepost(BOB, post.id())).isEqualTo(activity);
        assertThat(store().unrepost(BOB, post.id())).isZero();
        assertThat(counts(post.id())).containsExactly(0, 0, 0);
        assertThat(events().stream().skip(1))
                .containsExactly(
                        new Reposted(activity, post.id(), BOB, ADA), new RepostUndone(activity, post.id(), BOB));
    }

    @Test
    default void nothingCanBeDoneToADeletedPost() {
        Post post = publish(ADA);
        store().like(BOB, post.id());
        store().repost(BOB, post.id());
        delete(post);
        int events = events().size();
        for (long id : new long[] {post.id(), 42}) {
            refused(Code.NOT_FOUND, () -> store().like(CY, id));
            refused(Code.NOT_FOUND, () -> store().unlike(BOB, id));
            refused(Code.NOT_FOUND, () -> store().repost(CY, id));
            refused(Code.NOT_FOUND, () -> store().unrepost(BOB, id));
        }
        assertThat(events()).hasSize(events);
    }

    @Test
    default void repostsOfADeletedPostAreNotSeenEvenBeforeTheyAreCleaned() {
        Post old = publish(ADA);
        List<Post> doomed = IntStream.range(0, 5).mapToObj(i -> publish(ADA)).toList();
        long kept = store().repost(BOB, old.id());
        long[] reposts = doomed.stream()
                .mapToLong(post -> store().repost(BOB, post.id()))
                .toArray();
        doomed.forEach(this::delete);
        for (boolean cleaned : new boolean[] {false, true}) {
            assertThat(store().byAuthor(new AuthorListing(BOB, Limits.NEWEST, 1, false))
                            .activityIds())
                    .as("cleaned: %s", cleaned)
                    .containsExactly(kept);
            assertThat(store().merged(new Merge(new long[] {BOB}, Limits.NEWEST, 1))
                            .activityIds())
                    .containsExactly(kept);
            assertThat(store().activities(reposts).activityIds()).isEmpty();
            while (store().clean(2)) {
                assertThat(store().reposts(new Listing(doomed.getFirst().id(), Limits.NEWEST, 9))
                                .userIds())
                        .isEmpty();
            }
        }
        assertThat(store().clean(2)).isFalse();
    }

    @Test
    default void marksComeInTheOrderAskedForTheViewer() {
        Post a = publish(ADA);
        Post b = publish(ADA);
        Post c = publish(ADA, a.id());
        store().like(BOB, a.id());
        store().repost(BOB, b.id());
        store().like(CY, b.id());
        delete(c);
        settle();
        PostStats stats = store().stats(BOB, new long[] {c.id(), b.id(), 42, a.id(), b.id()});
        assertThat(stats.flags())
                .containsExactly(
                        PostStats.GONE, PostStats.REPOSTED, PostStats.GONE, PostStats.LIKED, PostStats.REPOSTED);
        assertThat(stats.likes()).containsExactly(0, 1, 0, 1, 1);
        assertThat(stats.reposts()).containsExactly(0, 1, 0, 0, 1);
        assertThat(stats.replies()).containsExactly(0, 0, 0, 0, 0);
        assertThat(store().stats(0, new long[] {a.id(), b.id()}).flags()).containsExactly(0, 0);
        assertThat(store().stats(BOB, new long[0]).likes()).isEmpty();
    }

    @Test
    default void cachedReactionsHaveWhatWasDoneHere() {
        Post liked = publish(ADA);
        Post other = publish(ADA);
        PostStatsQuery query = PostStoreInTest.quietly(BOB, other.id(), liked.id(), 42);
        assertThat(store().stats(query).flags()).containsExactly(0, 0, PostStats.GONE);
        store().like(BOB, liked.id());
        assertThat(store().stats(query).flags()).containsExactly(0, PostStats.LIKED, PostStats.GONE);
        store().repost(BOB, liked.id());
        assertThat(store().stats(query).flags())
                .containsExactly(0, PostStats.LIKED | PostStats.REPOSTED, PostStats.GONE);
        store().unlike(BOB, liked.id());
        assertThat(store().stats(query).flags()).containsExactly(0, PostStats.REPOSTED, PostStats.GONE);
        store().unrepost(BOB, liked.id());
        Post later = publish(ADA);
        store().like(BOB, later.id());
        assertThat(store().stats(query).flags()).containsExactly(0, 0, PostStats.GONE);
        assertThat(store().stats(PostStoreInTest.quietly(BOB, later.id())).flags())
                .containsExactly(PostStats.LIKED);
        assertThat(store().stats(PostStoreInTest.quietly(0, later.id())).flags())
                .containsExactly(0);
        assertThat(store().stats(PostStoreInTest.quietly(BOB)).flags()).isEmpty();
    }
}
