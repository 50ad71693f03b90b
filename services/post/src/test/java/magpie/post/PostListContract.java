package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.UserPage;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.Post;
import magpie.post.store.PostStore.PostKeys;
import org.junit.jupiter.api.Test;

/** Lists, counts and deleted accounts: what holds for all posts together. */
interface PostListContract extends PostStoreInTest {
    @Test
    default void ancestorsLeadUpAlsoPastTheDeleted() {
        Post top = publish(ADA);
        Post middle = publish(BOB, top.id());
        Post low = publish(CY, middle.id());
        delete(middle);
        assertThat(store().ancestors(low.id(), 100)).containsExactly(middle.id(), top.id());
        assertThat(store().ancestors(low.id(), 1)).containsExactly(middle.id());
        assertThat(store().ancestors(top.id(), 100)).isEmpty();
        assertThat(store().ancestors(42, 100)).isEmpty();
    }

    @Test
    default void aThreadOfOnesOwnIsNoReplyToAnother() {
        Post top = publish(ADA);
        Post own = publish(ADA, top.id());
        Post toBob = publish(ADA, publish(BOB).id());
        assertThat(store().byAuthor(new AuthorListing(ADA, Limits.NEWEST, 10, false))
                        .activityIds())
                .containsExactly(own.id(), top.id());
        assertThat(store().byAuthor(new AuthorListing(ADA, Limits.NEWEST, 10, true))
                        .activityIds())
                .containsExactly(toBob.id(), own.id(), top.id());
    }

    @Test
    default void listsArePagedByTheirKeys() {
        Post post = publish(ADA);
        LongStream.rangeClosed(10, 16).forEach(user -> {
            store().like(user, post.id());
            store().repost(user, post.id());
            publish(user, post.id());
        });
        Listing first = new Listing(post.id(), Limits.NEWEST, 3);
        UserPage likes = store().likes(first);
        assertThat(likes.userIds()).containsExactly(16, 15, 14);
        assertThat(likes.more()).isTrue();
        assertThat(store().likes(new Listing(post.id(), likes.keys()[2], 4)))
                .usingRecursiveComparison()
                .ignoringFields("keys")
                .isEqualTo(new UserPage(new long[] {13, 12, 11, 10}, new long[0], false));
        UserPage reposts = store().reposts(first);
        assertThat(reposts.userIds()).containsExactly(16, 15, 14);
        assertThat(store().reposts(new Listing(post.id(), reposts.keys()[2], 3)).userIds())
                .containsExactly(13, 12, 11);
        PostKeys replies = store().replies(new Listing(post.id(), 0, 5));
        assertThat(replies.more()).isTrue();
        assertThat(store().replies(new Listing(post.id(), replies.keys()[4], 5)).postIds())
                .hasSize(2);
    }

    @Test
    default void countsEqualRowsAfterAnyHistory() {
        for (long seed = 1; seed <= 2; seed++) {
            PostModel model = new PostModel(store(), seed);
            PostModel.deleteAll(store());
            model.play(250);
            settle();
            model.check();
            assertThat(store().recount(new RecountChunk(0, 1_000)).mended()).isZero();
            PostModel.deleteAll(store());
        }
    }

    @Test
    default void mergesAsIfEverythingWereSorted() {
        PostModel model = new PostModel(store(), 99);
        Random random = new Random(99);
        for (int round = 0; round < 25; round++) {
            model.play(10);
            List<Long> ids = List.copyOf(model.activities.keySet());
            Set<Long> authors = new TreeSet<>();
            random.longs(random.nextInt(8), 1, 11).forEach(authors::add);
            long before = ids.isEmpty() || random.nextBoolean() ? Limits.NEWEST : ids.get(random.nextInt(ids.size()));
            model.checkMerge(authors, before, 1 + random.nextInt(60));
        }
        model.checkMerge(Set.of(), Limits.NEWEST, 5);
    }

    @Test
    default void mergesLongTimelinesInChunks() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Post> publish = () -> publish(ADA);
            for (Future<Post> post : threads.invokeAll(Collections.nCopies(600, publish))) {
                assertThat(post.get().authorId()).isEqualTo(ADA);
            }
        }
        long bob = publish(BOB).id();
        ActivityPage page = store().merged(new Merge(new long[] {ADA, BOB, CY, ADA}, Limits.NEWEST, 1_000));
        assertThat(page.activityIds()).hasSize(601).startsWith(bob).doesNotHaveDuplicates();
        assertThat(LongStream.of(page.activityIds()).boxed()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(page.more()).isFalse();
        ActivityPage part = store().merged(new Merge(new long[] {ADA, BOB}, Limits.NEWEST, 600));
        assertThat(part.activityIds()).isEqualTo(Arrays.copyOf(page.activityIds(), 600));
        assertThat(part.more()).isTrue();
    }

    @Test
    default void pagingNeitherRepeatsNorMissesWhileThingsChange() {
        for (boolean merged : new boolean[] {false, true}) {
            PostModel model = new PostModel(store(), 5);
            model.play(150);
            Set<Long> expected = new TreeSet<>();
            model.activities.values().stream()
                    .filter(activity -> activity.actorId() == ADA || (merged && activity.actorId() == BOB))
                    .forEach(activity -> expected.add(activity.id()));
            List<Long> seen = new ArrayList<>();
            boolean more = true;
            for (long before = Limits.NEWEST; more; before = seen.getLast()) {
                ActivityPage page = merged
                        ? store().merged(new Merge(new long[] {ADA, BOB}, before, 2))
                        : store().byAuthor(new AuthorListing(ADA, before, 2, true));
                LongStream.of(page.activityIds()).forEach(seen::add);
                more = page.more() && page.activityIds().length > 0;
                model.play(3);
                expected.removeIf(id -> !model.activities.containsKey(id) && !seen.contains(id));
            }
            assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(seen)).isEqualTo(expected);
            PostModel.deleteAll(store());
        }
    }

    private Recounted recountByOnes() {
        int checked = 0;
        int mended = 0;
        Recounted chunk = store().recount(new RecountChunk(0, 1));
        while (chunk.next() != 0) {
            checked += chunk.checked();
            mended += chunk.mended();
            chunk = store().recount(new RecountChunk(chunk.next(), 1));
        }
        return new Recounted(checked + chunk.checked(), mended + chunk.mended(), 0);
    }

    @Test
    default void aRecountMendsWhatIsWrong() {
        Post a = publish(ADA);
        Post b = publish(ADA, a.id());
        store().like(BOB, a.id());
        store().repost(BOB, a.id());
        falsify(a.id(), ADA);
        Recounted all = recountByOnes();
        assertThat(all.checked()).isEqualTo(2);
        assertThat(all.mended()).as("the post and its author").isEqualTo(2);
        assertThat(counts(a.id())).containsExactly(1, 1, 1);
        assertThat(counts(b.id())).containsExactly(0, 0, 0);
        assertThat(postCounts(ADA)).containsExactly(2);
        assertThat(recountByOnes().mended()).isZero();
        assertThat(store().recount(new RecountChunk(0, 2)).next()).isNotZero();
        assertThat(store().recount(new RecountChunk(0, 3)).next()).isZero();
    }

    @Test
    default void aGoneAccountIsRefusedForGood() {
        Post post = publish(BOB);
        store().refuse(ADA);
        store().refuse(ADA);
        refused(Code.NOT_FOUND, () -> publish(ADA));
        refused(Code.NOT_FOUND, () -> store().like(ADA, post.id()));
        refused(Code.NOT_FOUND, () -> store().unlike(ADA, post.id()));
        refused(Code.NOT_FOUND, () -> store().repost(ADA, post.id()));
        refused(Code.NOT_FOUND, () -> store().unrepost(ADA, post.id()));
    }

    @Test
    default void anAccountGoesChunkByChunkWithAllItsCounts() {
        PostModel model = new PostModel(store(), 11);
        model.play(200);
        publish(ADA, 0, once("k", 1));
        store().refuse(ADA);
        Set<Long> deleted = new HashSet<>();
        PostStore.DeletedChunk removed;
        do {
            removed = store().deleteAuthor(ADA, 3);
            LongStream.of(removed.postIds()).forEach(deleted::add);
            assertThat(removed.postIds().length).isLessThanOrEqualTo(3);
        } while (!removed.done());
        assertThat(deleted).isNotEmpty().allMatch(this::gone);
        model.forget(ADA);
        settle();
        model.check();
        assertThat(store().deleteAuthor(ADA, 3).done()).isTrue();
        assertThat(store().forgetKeys(Limits.NEWEST, 10)).as("keys left").isZero();
        assertThat(store().recount(new RecountChunk(0, 1_000)).mended()).isZero();
    }
}
