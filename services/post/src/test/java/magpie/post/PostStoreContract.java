package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.InteractionEvent.Liked;
import magpie.api.post.InteractionEvent.Unliked;
import magpie.api.post.Merge;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent.PostDeleted;
import magpie.api.post.PostEvent.PostPublished;
import magpie.api.post.PostEvent.RepostUndone;
import magpie.api.post.PostEvent.Reposted;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.ReadYourWrites;
import magpie.api.post.TagListing;
import magpie.post.PostStore.NewPost;
import magpie.post.PostStore.Once;
import magpie.post.PostStore.Post;
import magpie.post.PostStore.PostKeys;
import magpie.post.PostStore.Stored;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link PostStore} must do. An adapter's test implements it and gives a new store to each test. */
public interface PostStoreContract {
    /** Three people. */
    long ADA = 1;

    long BOB = 2;
    long CY = 3;

    /** The store under test, empty at first. */
    PostStore store();

    /** All events written so far, in order, first those about posts. */
    List<Object> events();

    /** Makes a post's counts wrong, as no request ever could. */
    void falsify(long postId, long authorId);

    /** Waits until all counts are what they will be; a store that counts in its transactions need not. */
    default void settle() {}

    /** Whether keys go by themselves some time after they are forgotten, and not by {@link PostStore#forgetKeys}. */
    default boolean keysGoByThemselves() {
        return false;
    }

    private Post publish(long author) {
        return publish(author, 0);
    }

    private Post publish(long author, long replyTo) {
        return publish(author, replyTo, null).post();
    }

    private Stored publish(long author, long replyTo, Once once) {
        return store().publish(new NewPost(author, "hello", replyTo, List.of(), List.of()), once);
    }

    private void delete(Post post) {
        store().delete(new PostDeletion(post.id(), post.authorId(), false));
    }

    private Post read(long id) {
        return store().read(new long[] {id}).getFirst();
    }

    private int[] counts(long postId) {
        settle();
        PostStats marks = store().marks(0, new long[] {postId});
        return new int[] {marks.likes()[0], marks.reposts()[0], marks.replies()[0]};
    }

    private int[] postCounts(long... users) {
        settle();
        return store().postCounts(users);
    }

    private boolean gone(long postId) {
        return store().marks(ADA, new long[] {postId}).has(0, PostStats.GONE);
    }

    private static Once once(String key, int body) {
        return new Once(key, new byte[] {(byte) body}, 0);
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    default void keepsAPostAsItWasGiven() {
        Post parent = publish(ADA);
        NewPost draft = new NewPost(BOB, "喜鹊 @ada \"#x\"\n👨‍👩‍👧‍👦", parent.id(), List.of(ADA), List.of("x", "喜鹊"));
        Post post = store().publish(draft, null).post();
        assertThat(post)
                .isEqualTo(new Post(
                        post.id(), BOB, parent.id(), ADA, draft.text(), draft.mentionedIds(), draft.tags(), false));
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
        NewPost draft = new NewPost(BOB, "secret #x", parent.id(), List.of(ADA), List.of("x"));
        Post post = store().publish(draft, null).post();
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
        PostStats marks = store().marks(BOB, new long[] {c.id(), b.id(), 42, a.id(), b.id()});
        assertThat(marks.flags())
                .containsExactly(
                        PostStats.GONE, PostStats.REPOSTED, PostStats.GONE, PostStats.LIKED, PostStats.REPOSTED);
        assertThat(marks.likes()).containsExactly(0, 1, 0, 1, 1);
        assertThat(marks.reposts()).containsExactly(0, 1, 0, 0, 1);
        assertThat(marks.replies()).containsExactly(0, 0, 0, 0, 0);
        assertThat(store().marks(0, new long[] {a.id(), b.id()}).flags()).containsExactly(0, 0);
        assertThat(store().marks(BOB, new long[0]).likes()).isEmpty();
    }

    /** Marks as somebody asks for them who did nothing for a minute. */
    static PostStatsQuery quietly(long viewerId, long... postIds) {
        return new PostStatsQuery(viewerId, new ReadYourWrites(60_000), postIds);
    }

    @Test
    default void rememberedMarksHaveWhatWasDoneHere() {
        Post liked = publish(ADA);
        Post other = publish(ADA);
        PostStatsQuery query = quietly(BOB, other.id(), liked.id(), 42);
        assertThat(store().marks(query).flags()).containsExactly(0, 0, PostStats.GONE);
        store().like(BOB, liked.id());
        assertThat(store().marks(query).flags()).containsExactly(0, PostStats.LIKED, PostStats.GONE);
        store().repost(BOB, liked.id());
        assertThat(store().marks(query).flags())
                .containsExactly(0, PostStats.LIKED | PostStats.REPOSTED, PostStats.GONE);
        store().unlike(BOB, liked.id());
        assertThat(store().marks(query).flags()).containsExactly(0, PostStats.REPOSTED, PostStats.GONE);
        store().unrepost(BOB, liked.id());
        Post later = publish(ADA);
        store().like(BOB, later.id());
        assertThat(store().marks(query).flags()).containsExactly(0, 0, PostStats.GONE);
        assertThat(store().marks(quietly(BOB, later.id())).flags()).containsExactly(PostStats.LIKED);
        assertThat(store().marks(quietly(0, later.id())).flags()).containsExactly(0);
        assertThat(store().marks(quietly(BOB)).flags()).isEmpty();
    }

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
        PostStore.Removed removed;
        do {
            removed = store().remove(ADA, 3);
            LongStream.of(removed.postIds()).forEach(deleted::add);
            assertThat(removed.postIds().length).isLessThanOrEqualTo(3);
        } while (!removed.done());
        assertThat(deleted).isNotEmpty().allMatch(this::gone);
        model.forget(ADA);
        settle();
        model.check();
        assertThat(store().remove(ADA, 3).done()).isTrue();
        assertThat(store().forgetKeys(Limits.NEWEST, 10)).as("keys left").isZero();
        assertThat(store().recount(new RecountChunk(0, 1_000)).mended()).isZero();
    }
}
