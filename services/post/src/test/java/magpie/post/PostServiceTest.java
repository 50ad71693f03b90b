package magpie.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.ServiceException;
import magpie.api.UserRefs;
import magpie.api.post.ActivityRefs;
import magpie.api.post.AuthorListing;
import magpie.api.post.Conversation;
import magpie.api.post.Merge;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostFacts;
import magpie.api.post.PostPage;
import magpie.api.post.PostRef;
import magpie.api.post.PostRefs;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.post.Reacted;
import magpie.api.post.Reaction;
import magpie.api.post.TagListing;
import magpie.api.user.UserEvent;
import magpie.kit.config.Settings;
import magpie.kit.log.SqliteTopics;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.post.sqlite.SqlitePostStore;
import magpie.post.store.PostStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as the program starts it, on its real store. */
class PostServiceTest {
    private static final long ADA = 1;
    private static final long BOB = 2;
    private static final PostConfig CONFIG = config(Map.of("post.delete-chunk", "2"));

    @TempDir
    private Path folder;

    private final UserLog users = new UserLog();
    private RunningRole role;
    private Posts posts;

    private static PostConfig config(Map<String, String> values) {
        return Settings.of(values).bind("post", PostConfig.class);
    }

    @BeforeEach
    void start() {
        role = new PostModule().startEmbedded(CONFIG, new RoleContext(folder, users, new SimpleMeterRegistry()));
        posts = (Posts) role.contracts().get(Posts.class);
    }

    @AfterEach
    void stop() {
        role.close();
    }

    private PostFacts publish(long author, String text, long replyTo) {
        return posts.publish(new Publication(author, text, replyTo, null)).post();
    }

    private Published publish(String key, String text) {
        return posts.publish(new Publication(ADA, text, 0, key));
    }

    private void delete(PostFacts post) {
        posts.delete(new PostDeletion(post.id(), post.authorId(), false));
    }

    private List<Long> batch(long... ids) {
        return posts.batch(new PostRefs(ids)).posts().stream()
                .map(PostFacts::id)
                .toList();
    }

    private static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void settle() throws InterruptedException {
        assertThat(role.consumers().getFirst().settle(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void theDefaultsAreThese() {
        assertThat(config(Map.of())).isEqualTo(new PostConfig(24, 50_000, 5_000, Duration.ofDays(7), 500));
    }

    @Test
    void aPostReadsTheSameFromTheAnswerTheCacheAndTheStore() {
        PostFacts parent = publish(BOB, "first", 0);
        PostFacts post = posts.publish(new Publication(ADA, " @Bob #Java\r\n👍🏽 ", parent.id(), null, BOB))
                .post();
        assertThat(post.text()).isEqualTo("@Bob #Java\n👍🏽");
        assertThat(post.tags()).containsExactly("java");
        assertThat(post.mentionedIds()).containsExactly(BOB);
        assertThat(posts.batch(new PostRefs(post.id())).posts()).containsExactly(post);
        stop();
        start();
        PostFacts stored = posts.batch(new PostRefs(post.id())).posts().getFirst();
        assertThat(stored).usingRecursiveComparison().isEqualTo(post);
    }

    @Test
    void batchGivesWhatStands() {
        PostFacts a = publish(ADA, "a", 0);
        PostFacts b = publish(ADA, "b", 0);
        delete(a);
        assertThat(batch(a.id(), b.id(), 42)).containsExactly(b.id());
        stop();
        start();
        assertThat(batch(a.id(), b.id(), 42)).containsExactly(b.id());
        assertThat(batch(a.id(), b.id(), 42)).containsExactly(b.id());
    }

    @Test
    void deletedStaysDeletedWhileOthersRead() throws Exception {
        long[] ids = IntStream.range(0, 150)
                .mapToLong(i -> publish(ADA, "x", 0).id())
                .toArray();
        stop();
        start();
        AtomicInteger deleted = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                readers.add(threads.submit(() -> {
                    while (deleted.get() < ids.length) {
                        Set<Long> gone =
                                LongStream.of(ids).limit(deleted.get()).boxed().collect(Collectors.toSet());
                        assertThat(batch(ids)).noneMatch(gone::contains);
                    }
                }));
            }
            for (long id : ids) {
                posts.delete(new PostDeletion(id, ADA, false));
                deleted.incrementAndGet();
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        assertThat(batch(ids)).isEmpty();
    }

    @Test
    void theSameKeyAndBodyGiveTheFirstAnswerAgain() {
        Published first = publish("k", "hello #x");
        Published again = publish("k", "hello #x");
        assertThat(again.repeated()).isTrue();
        assertThat(again.post()).usingRecursiveComparison().isEqualTo(first.post());
        delete(first.post());
        assertThat(publish("k", "hello #x").post()).usingRecursiveComparison().isEqualTo(first.post());
        assertThat(batch(first.post().id())).isEmpty();
        refused(Code.IDEMPOTENCY_MISMATCH, () -> publish("k", "other"));
        assertThat(posts.postCounts(new UserRefs(ADA)).posts()).containsExactly(0);
    }

    @Test
    void keysAreForgottenAfterADay() {
        try (SqliteDatabase database = SqlitePostStore.open(folder.resolve("other.db"))) {
            PostStore store =
                    new SqlitePostStore(database, new SqliteTopics(database, "posts", "interactions"), 1_000, 100);
            Publication request = new Publication(ADA, "x", 0, "k");
            assertThat(at(store, Duration.ZERO).publish(request).repeated()).isFalse();
            assertThat(at(store, Duration.ofHours(23)).publish(request).repeated())
                    .isTrue();
            assertThat(at(store, Duration.ofHours(25)).publish(request).repeated())
                    .isFalse();
            new PostUpkeep(CONFIG, store, later(Duration.ofHours(50))).pass();
            long keys = database.read(sql -> sql.number("SELECT count(*) FROM idempotency", -1));
            assertThat(keys).isZero();
        }
    }

    private static PostService at(PostStore store, Duration offset) {
        PostCache cache = new PostCache(store::read, 100, new SimpleMeterRegistry());
        return new PostService(CONFIG, store, cache, new PostUpkeep(CONFIG, store, later(offset)), later(offset));
    }

    private static InstantSource later(Duration offset) {
        return InstantSource.offset(InstantSource.fixed(Instant.now()), offset);
    }

    @Test
    void aThreadShowsWhatIsAboveAlsoTheDeleted() {
        PostFacts top = publish(ADA, "top", 0);
        PostFacts middle = publish(BOB, "middle", top.id());
        PostFacts low = publish(ADA, "low", middle.id());
        delete(middle);
        Conversation thread = posts.thread(new PostRef(low.id()));
        assertThat(thread.post()).isEqualTo(low);
        assertThat(thread.ancestors())
                .containsExactly(
                        new Conversation.Ancestor(top.id(), top), new Conversation.Ancestor(middle.id(), null));
        assertThat(posts.thread(new PostRef(middle.id())).post()).isNull();
        assertThat(posts.thread(new PostRef(42)).ancestors()).isEmpty();
    }

    @Test
    void aThreadIsBounded() {
        long id = 0;
        for (int i = 0; i < 103; i++) {
            id = publish(ADA, "x", id).id();
        }
        assertThat(posts.thread(new PostRef(id)).ancestors()).hasSize(100);
    }

    @Test
    void listsOfPostsComeInPages() {
        PostFacts parent = publish(ADA, "parent", 0);
        List<PostFacts> replies = IntStream.range(0, 5)
                .mapToObj(i -> publish(BOB, "#Tag " + i, parent.id()))
                .toList();
        replies.forEach(reply -> posts.like(new Reaction(ADA, reply.id())));
        PostPage first = posts.replies(new Listing(parent.id(), 0, 3));
        assertThat(first.posts()).isEqualTo(replies.subList(0, 3));
        PostPage second = posts.replies(new Listing(parent.id(), first.next(), 3));
        assertThat(second.posts()).isEqualTo(replies.subList(3, 5));
        assertThat(second.next()).isZero();
        PostPage tagged = posts.byTag(new TagListing("TAG", Limits.NEWEST, 4));
        assertThat(tagged.posts()).isEqualTo(replies.reversed().subList(0, 4));
        assertThat(posts.byTag(new TagListing("tag", tagged.next(), 4)).posts()).containsExactly(replies.getFirst());
        PostPage liked = posts.likedBy(new Listing(ADA, Limits.NEWEST, 4));
        assertThat(liked.posts()).isEqualTo(replies.reversed().subList(0, 4));
        assertThat(posts.likedBy(new Listing(ADA, liked.next(), 4)).posts()).containsExactly(replies.getFirst());
    }

    @Test
    void aReactionAnswersWithTheNewState() {
        PostFacts post = publish(ADA, "x", 0);
        Reaction bobs = new Reaction(BOB, post.id());
        Reacted liked = posts.like(bobs);
        assertThat(liked.post()).isEqualTo(post);
        assertThat(liked.counts().likes()).containsExactly(1);
        assertThat(liked.counts().has(0, PostStats.LIKED)).isTrue();
        assertThat(posts.like(bobs).counts().likes()).containsExactly(1);
        Reacted reposted = posts.repost(bobs);
        assertThat(reposted.activityId()).isGreaterThan(post.id());
        assertThat(reposted.counts().flags()).containsExactly(PostStats.LIKED | PostStats.REPOSTED);
        assertThat(posts.repost(bobs).activityId()).isEqualTo(reposted.activityId());
        assertThat(posts.unlike(bobs).counts().flags()).containsExactly(PostStats.REPOSTED);
        assertThat(posts.unrepost(bobs).activityId()).isEqualTo(reposted.activityId());
        assertThat(posts.unrepost(bobs).activityId()).isZero();
        delete(post);
        refused(Code.NOT_FOUND, () -> posts.like(bobs));
        refused(Code.NOT_FOUND, () -> posts.unrepost(bobs));
    }

    @Test
    void requestsAreBounded() {
        long[] many = new long[1_001];
        refused(Code.INVALID_VALUE, () -> posts.batch(new PostRefs(many)));
        refused(Code.INVALID_VALUE, () -> posts.activities(new ActivityRefs(many)));
        refused(Code.INVALID_VALUE, () -> posts.stats(new PostStatsQuery(0, many)));
        refused(Code.INVALID_VALUE, () -> posts.postCounts(new UserRefs(many)));
        refused(Code.INVALID_VALUE, () -> posts.merged(new Merge(new long[6_001], Limits.NEWEST, 10)));
        refused(Code.INVALID_VALUE, () -> posts.merged(new Merge(new long[1], Limits.NEWEST, 1_001)));
        refused(Code.INVALID_VALUE, () -> posts.byAuthor(new AuthorListing(ADA, Limits.NEWEST, 0, true)));
        Listing none = new Listing(1, Limits.NEWEST, 0);
        refused(Code.INVALID_VALUE, () -> posts.replies(none));
        refused(Code.INVALID_VALUE, () -> posts.likes(none));
        refused(Code.INVALID_VALUE, () -> posts.reposts(none));
        refused(Code.INVALID_VALUE, () -> posts.likedBy(none));
        refused(Code.INVALID_VALUE, () -> posts.byTag(new TagListing("x", Limits.NEWEST, 0)));
        refused(Code.INVALID_VALUE, () -> posts.recount(new RecountChunk(0, 0)));
    }

    @Test
    void aDeletedAccountTakesAllItMadeWithIt() throws Exception {
        PostFacts bobs = publish(BOB, "bob's", 0);
        List<PostFacts> adas = makeAdasLife(bobs);
        users.add(new UserEvent.Registered(ADA));
        users.add(new UserEvent.Deleted(ADA));
        settle();
        assertAdaIsGone(bobs, adas);
        refused(Code.NOT_FOUND, () -> publish(ADA, "late", 0));
    }

    @Test
    void aRemovalThatWasInterruptedGoesOn() throws Exception {
        PostFacts bobs = publish(BOB, "bob's", 0);
        List<PostFacts> adas = makeAdasLife(bobs);
        stop();
        try (SqliteDatabase database = SqlitePostStore.open(folder.resolve("post.db"))) {
            PostStore store =
                    new SqlitePostStore(database, new SqliteTopics(database, "posts", "interactions"), 1_000, 100);
            store.refuse(ADA);
            assertThat(store.deleteAuthor(ADA, 2).done()).isFalse();
        }
        users.add(new UserEvent.Deleted(ADA));
        start();
        stop();
        start();
        settle();
        assertAdaIsGone(bobs, adas);
    }

    private List<PostFacts> makeAdasLife(PostFacts bobs) {
        List<PostFacts> adas = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            adas.add(publish(ADA, "ada's", i % 2 == 0 ? bobs.id() : 0));
        }
        posts.like(new Reaction(ADA, bobs.id()));
        posts.repost(new Reaction(ADA, bobs.id()));
        posts.like(new Reaction(BOB, adas.getFirst().id()));
        posts.repost(new Reaction(BOB, adas.getFirst().id()));
        return adas;
    }

    private void assertAdaIsGone(PostFacts bobs, List<PostFacts> adas) {
        long[] ids = adas.stream().mapToLong(PostFacts::id).toArray();
        assertThat(batch(ids)).isEmpty();
        assertThat(posts.byAuthor(new AuthorListing(ADA, Limits.NEWEST, 10, true))
                        .activityIds())
                .isEmpty();
        assertThat(posts.byAuthor(new AuthorListing(BOB, Limits.NEWEST, 10, true))
                        .activityIds())
                .containsExactly(bobs.id());
        PostStats stats = posts.stats(new PostStatsQuery(ADA, bobs.id()));
        assertThat(stats)
                .usingRecursiveComparison()
                .isEqualTo(new PostStats(new int[1], new int[1], new int[1], new byte[1]));
        assertThat(posts.postCounts(new UserRefs(ADA, BOB)).posts()).containsExactly(0, 1);
    }

    @Test
    void aBackupIsAWholeStore() {
        PostFacts post = publish(ADA, "x", 0);
        Path copy = folder.resolve("copy");
        role.backup(copy);
        RunningRole other =
                new PostModule().startEmbedded(CONFIG, new RoleContext(copy, users, new SimpleMeterRegistry()));
        try {
            Posts restored = (Posts) other.contracts().get(Posts.class);
            assertThat(restored.batch(new PostRefs(post.id())).posts()).hasSize(1);
        } finally {
            other.close();
        }
    }
}
