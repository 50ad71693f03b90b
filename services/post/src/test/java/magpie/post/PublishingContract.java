package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent.PostDeleted;
import magpie.api.post.PostEvent.PostPublished;
import magpie.api.post.TagListing;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Post;
import magpie.post.store.PostStore.Stored;
import org.junit.jupiter.api.Test;

/** What publishing and deleting do. */
interface PublishingContract extends PostStoreInTest {
    @Test
    default void keepsAPostAsItWasGiven() {
        Post parent = publish(ADA);
        NewPost newPost =
                new NewPost(BOB, "喜鹊 @ada \"#x\"\n👨‍👩‍👧‍👦", parent.id(), List.of(ADA), List.of("x", "喜鹊"));
        Post post = store().publish(newPost, null).post();
        assertThat(post)
                .isEqualTo(new Post(
                        post.id(),
                        BOB,
                        parent.id(),
                        ADA,
                        newPost.text(),
                        newPost.mentionedIds(),
                        newPost.tags(),
                        false));
        assertThat(store().read(new long[] {post.id(), 42, parent.id()})).containsExactlyInAnyOrder(post, parent);
        assertThat(events())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new PostPublished(parent.id(), ADA, 0, 0, new long[0]),
                        new PostPublished(post.id(), BOB, parent.id(), ADA, new long[] {ADA}));
    }

    @Test
    default void idsGrowInTheOrderOfWrites() {
        long post = publish(ADA).id();
        long repost = store().repost(BOB, post);
        assertThat(repost).isGreaterThan(post);
        assertThat(publish(ADA).id()).isGreaterThan(repost);
    }

    @Test
    default void aReplyCountsForItsParentAndNeedsOne() {
        Post parent = publish(ADA);
        Post reply = publish(BOB, parent.id());
        assertThat(counts(parent.id())).containsExactly(0, 0, 1);
        delete(reply);
        assertThat(counts(parent.id())).containsExactly(0, 0, 0);
        delete(parent);
        refused(Code.NOT_FOUND, () -> publish(BOB, parent.id()));
        refused(Code.NOT_FOUND, () -> publish(BOB, 42));
        assertThat(postCounts(BOB, ADA, 42)).containsExactly(0, 0, 0);
    }

    @Test
    default void theSameKeyPublishesOnce() {
        Stored first = publish(ADA, 0, once("k", 1));
        assertThat(first.repeated()).isFalse();
        assertThat(publish(ADA, 0, once("k", 1))).isEqualTo(new Stored(first.post(), true));
        assertThat(publish(BOB, 0, once("k", 1)).repeated()).as("another's key").isFalse();
        assertThat(publish(ADA, 0, once("l", 1)).repeated()).as("another key").isFalse();
        refused(Code.IDEMPOTENCY_MISMATCH, () -> publish(ADA, 0, once("k", 2)));
        assertThat(postCounts(ADA, BOB)).containsExactly(2, 1);
        assertThat(events()).hasSize(3);
    }

    @Test
    default void theAnswerOfAKeyOutlivesItsPostAndItsParent() {
        Post parent = publish(BOB);
        Post first = publish(ADA, parent.id(), once("k", 1)).post();
        delete(first);
        delete(parent);
        assertThat(publish(ADA, parent.id(), once("k", 1))).isEqualTo(new Stored(first, true));
        assertThat(gone(first.id())).isTrue();
    }

    @Test
    default void whatAKeyMadeIsFoundWithoutPublishing() {
        assertThat(store().published(ADA, once("k", 1))).isNull();
        Post parent = publish(BOB);
        Post first = publish(ADA, parent.id(), once("k", 1)).post();
        assertThat(store().published(ADA, once("k", 1))).isEqualTo(first);
        assertThat(store().published(BOB, once("k", 1))).isNull();
        refused(Code.IDEMPOTENCY_MISMATCH, () -> store().published(ADA, once("k", 2)));
        delete(first);
        delete(parent);
        assertThat(store().published(ADA, once("k", 1))).isEqualTo(first);
        assertThat(store().published(ADA, new Once("k", new byte[] {1}, first.id() + 1)))
                .isNull();
    }

    @Test
    default void aKeyIsForgottenWithTime() {
        Post first = publish(ADA, 0, once("k", 1)).post();
        Once later = new Once("k", new byte[] {2}, first.id() + 1);
        Stored second = publish(ADA, 0, later);
        assertThat(second.repeated()).as("a key too old that is still there").isFalse();
        if (keysGoByThemselves()) {
            return;
        }
        publish(ADA, 0, once("l", 1));
        publish(ADA, 0, once("m", 1));
        assertThat(store().forgetKeys(second.post().id(), 10)).isZero();
        assertThat(store().forgetKeys(Limits.NEWEST, 2)).isEqualTo(2);
        assertThat(store().forgetKeys(Limits.NEWEST, 2)).isEqualTo(1);
        assertThat(publish(ADA, 0, once("k", 9)).repeated()).isFalse();
    }

    @Test
    default void aFailureIsNotRemembered() {
        refused(Code.NOT_FOUND, () -> publish(ADA, 42, once("k", 1)));
        assertThat(publish(ADA, 0, once("k", 2)).repeated()).isFalse();
    }

    @Test
    default void twinsInFlightPublishOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Stored> twin = () -> publish(ADA, 0, once("k", 1));
            Set<Long> ids = new HashSet<>();
            int made = 0;
            for (Future<Stored> answer : threads.invokeAll(List.of(twin, twin, twin, twin, twin, twin))) {
                ids.add(answer.get().post().id());
                made += answer.get().repeated() ? 0 : 1;
            }
            assertThat(ids).hasSize(1);
            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    default void deletingErasesAllButTheRow() {
        Post parent = publish(ADA);
        NewPost newPost = new NewPost(BOB, "secret #x", parent.id(), List.of(ADA), List.of("x"));
        Post post = store().publish(newPost, null).post();
        store().like(CY, post.id());
        delete(post);
        assertThat(read(post.id()))
                .isEqualTo(new Post(post.id(), BOB, parent.id(), ADA, "", List.of(), List.of(), true));
        assertThat(gone(post.id())).isTrue();
        assertThat(store().byTag(new TagListing("x", Limits.NEWEST, 10)).postIds())
                .isEmpty();
        assertThat(store().activities(new long[] {post.id()}).activityIds()).isEmpty();
        assertThat(store().likes(new Listing(post.id(), Limits.NEWEST, 10)).userIds())
                .isEmpty();
        assertThat(store().likedBy(new Listing(CY, Limits.NEWEST, 10)).postIds())
                .isEmpty();
        assertThat(events()).contains(new PostDeleted(post.id(), BOB, post.replyToId()));
    }

    @Test
    default void onlyTheAuthorAndTheOperatorDelete() {
        Post post = publish(ADA);
        refused(Code.NOT_FOUND, () -> store().delete(new PostDeletion(post.id(), BOB, false)));
        refused(Code.NOT_FOUND, () -> store().delete(new PostDeletion(42, ADA, true)));
        assertThat(gone(post.id())).isFalse();
        store().delete(new PostDeletion(post.id(), 0, true));
        assertThat(gone(post.id())).isTrue();
        int events = events().size();
        delete(post);
        assertThat(events()).as("deleted again").hasSize(events);
        assertThat(postCounts(ADA)).containsExactly(0);
    }
}
