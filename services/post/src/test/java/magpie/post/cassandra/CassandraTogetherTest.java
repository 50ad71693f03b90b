package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import magpie.api.Code;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.ReadYourWrites;
import magpie.api.post.TagListing;
import magpie.kit.lease.IdLeases;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.post.PostStore;
import magpie.post.PostStore.NewPost;
import magpie.post.PostStore.Once;
import magpie.post.PostStore.Stored;
import magpie.post.PostStoreContract;
import magpie.post.cassandra.reactions.ReactionRows;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.cassandra.session.WriteTimestamps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several stores, as of several processes, on one keyspace. Each test has people and posts of its own. */
@Tag("engines")
class CassandraTogetherTest {
    private static final int STORES = 3;

    private static Keyspace keyspace;
    private static final List<CassandraPosts> all = new ArrayList<>();
    private static final Random people = new Random();

    @BeforeAll
    static void open() {
        keyspace = new Keyspace("together", false);
        for (int i = 0; i < STORES; i++) {
            all.add(keyspace.open());
        }
    }

    @AfterAll
    static void close() {
        all.forEach(CassandraPosts::close);
        keyspace.close();
    }

    private static PostStore store(int i) {
        return all.get(Math.floorMod(i, STORES)).store();
    }

    private static long somebody() {
        return people.nextLong(1, Long.MAX_VALUE);
    }

    private static long publish(PostStore store, long author, String... tags) {
        return store.publish(new NewPost(author, "hello", 0, List.of(), List.of(tags)), null)
                .post()
                .id();
    }

    private static long reply(PostStore store, long author, long parent) {
        return store.publish(new NewPost(author, "hello", parent, List.of(), List.of()), null)
                .post()
                .id();
    }

    private static void settle() throws InterruptedException {
        Keyspace.await("counts", () -> all.stream().allMatch(CassandraPosts::isSettled));
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** Counts are remembered for a moment by each store. */
    private static void awaitCounts(PostStore store, long post, int likes, int reposts) throws InterruptedException {
        Keyspace.await(likes + " likes and " + reposts + " reposts", () -> {
            PostStats marks = store.marks(0, new long[] {post});
            return marks.likes()[0] == likes && marks.reposts()[0] == reposts;
        });
    }

    /** With counts remembered for an hour, only the event can have told. */
    @Test
    void anotherProcessHearsOfALikeByItsEvent() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        try (CassandraPosts other = keyspace.open(faithful())) {
            assertThat(other.store().marks(0, new long[] {post}).likes()).containsExactly(0);
            store(0).like(user, post);
            settle();
            awaitCounts(store(0), post, 1, 0);
            assertThat(other.store().marks(0, new long[] {post}).likes()).containsExactly(0);
            InteractionEvent liked = new InteractionEvent.Liked(post, user, author);
            tell(other, InteractionEvent.TOPIC, user, liked);
            assertThat(other.store().marks(0, new long[] {post}).likes()).containsExactly(1);
        }
    }

    @Test
    void anotherProcessHearsThatAReplyIsGoneByItsEvent() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        long reply = reply(store(0), user, post);
        awaitReplies(post, 1);
        try (CassandraPosts other = keyspace.open(faithful())) {
            assertThat(other.store().marks(0, new long[] {post}).replies()).containsExactly(1);
            store(0).delete(new PostDeletion(reply, user, false));
            awaitReplies(post, 0);
            assertThat(other.store().marks(0, new long[] {post}).replies()).containsExactly(1);
            tell(other, PostEvent.TOPIC, user, new PostEvent.PostDeleted(reply, user, post));
            assertThat(other.store().marks(0, new long[] {post}).replies()).containsExactly(0);
        }
    }

    private static void awaitReplies(long post, int replies) throws InterruptedException {
        Keyspace.await(
                replies + " replies", () -> store(0).marks(0, new long[] {post}).replies()[0] == replies);
    }

    private static CassandraTuning faithful() {
        CassandraTuning forgetful = Keyspace.SMALL;
        return new CassandraTuning(
                forgetful.partEntries(),
                forgetful.partLead(),
                forgetful.directoryAge(),
                forgetful.countAge(),
                Duration.ofHours(1),
                forgetful.hotPosts(),
                forgetful.nearDeeds(),
                forgetful.foldPause(),
                forgetful.replayWindow());
    }

    /** What is remembered of a viewer is behind until the event comes; what is asked for anew never is. */
    @Test
    void anotherProcessHearsOfADeedByItsEvent() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        PostStatsQuery remembered = PostStoreContract.quietly(user, post);
        CassandraPosts other = all.get(1);
        assertThat(other.store().marks(remembered).flags()).containsExactly(0);
        store(0).like(user, post);
        assertThat(other.store().marks(user, post).flags()).containsExactly(PostStats.LIKED);
        assertThat(other.store().marks(remembered).flags()).containsExactly(0);
        tell(other, InteractionEvent.TOPIC, user, new InteractionEvent.Liked(post, user, author));
        assertThat(other.store().marks(remembered).flags()).containsExactly(PostStats.LIKED);

        long repost = store(0).repost(user, post);
        assertThat(other.store().marks(remembered).flags()).containsExactly(PostStats.LIKED);
        tell(other, PostEvent.TOPIC, user, new PostEvent.Reposted(repost, post, user, author));
        assertThat(other.store().marks(remembered).flags()).containsExactly(PostStats.LIKED | PostStats.REPOSTED);
    }

    /** With no event at all: what is remembered from before the viewer did something is not shown. */
    @Test
    void whatIsRememberedIsNotOlderThanTheViewerIsQuiet() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        CassandraPosts other = all.get(1);
        assertThat(other.store().marks(PostStoreContract.quietly(user, post)).flags())
                .containsExactly(0);
        store(0).like(user, post);
        long acted = System.nanoTime();
        Keyspace.await("some milliseconds", () -> System.nanoTime() - acted > 5_000_000);
        long quietMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - acted);
        assertThat(other.store()
                        .marks(new PostStatsQuery(user, new ReadYourWrites(quietMillis), post))
                        .flags())
                .containsExactly(PostStats.LIKED);
    }

    /** So do those who look at an author's timeline; the author asks for it as it is. */
    @Test
    void anotherProcessHearsOfATimelineByItsEvents() throws Exception {
        long author = somebody();
        CassandraPosts other = all.get(1);
        assertThat(timeline(other, author, true)).isEmpty();
        long post = publish(store(0), author);
        assertThat(timeline(other, author, false)).containsExactly(post);
        assertThat(timeline(other, author, true)).isEmpty();
        tell(other, PostEvent.TOPIC, author, new PostEvent.PostPublished(post, author, 0, 0, new long[0]));
        assertThat(timeline(other, author, true)).containsExactly(post);

        long others = publish(store(0), somebody());
        long repost = store(0).repost(author, others);
        assertThat(timeline(other, author, true)).containsExactly(post);
        tell(other, PostEvent.TOPIC, author, new PostEvent.Reposted(repost, others, author, 1));
        assertThat(timeline(other, author, true)).containsExactly(repost, post);

        store(0).delete(new PostDeletion(post, author, false));
        assertThat(timeline(other, author, true)).containsExactly(repost, post);
        tell(other, PostEvent.TOPIC, author, new PostEvent.PostDeleted(post, author, 0));
        assertThat(timeline(other, author, true)).containsExactly(repost);
    }

    private static long[] timeline(CassandraPosts posts, long author, boolean remembered) {
        return posts.store()
                .byAuthor(new AuthorListing(author, Limits.NEWEST, 20, true, remembered))
                .activityIds();
    }

    @Test
    void moreDeedsThanAreRememberedAreRead() {
        long user = somebody();
        long author = somebody();
        List<Long> liked = new ArrayList<>();
        for (int i = 0; i <= Keyspace.SMALL.nearDeeds(); i++) {
            liked.add(publish(store(0), author));
            store(0).like(user, liked.getLast());
        }
        long other = publish(store(0), author);
        PostStatsQuery remembered = PostStoreContract.quietly(user, liked.getFirst(), other, liked.getLast());
        assertThat(store(1).marks(remembered).flags()).containsExactly(PostStats.LIKED, 0, PostStats.LIKED);
    }

    private static void tell(CassandraPosts store, String topic, long key, Object body) {
        Acknowledged ack = new Acknowledged();
        store.near().accept(new Event(topic, 1, key, System.currentTimeMillis(), body), ack);
        assertThat(ack.done).isTrue();
    }

    private static final class Acknowledged implements Consumer.Ack {
        private boolean done;

        @Override
        public void done() {
            done = true;
        }

        @Override
        public void failed(Throwable reason) {
            throw new AssertionError(reason);
        }
    }

    /** The newest part of a list begins a little later than it is made known. */
    private static void awaitParts(String table, long subject) throws InterruptedException {
        long newest = keyspace.session()
                .execute("SELECT max(start) FROM " + keyspace.name() + "." + table + " WHERE subject = " + subject)
                .one()
                .getLong(0);
        Keyspace.await("the new part", () -> Ids.floor(System.currentTimeMillis()) > newest);
    }

    @Test
    void twinLikesAreOneLikeAndOneEvent() throws Exception {
        long post = publish(store(0), somebody());
        long user = somebody();
        List<Callable<Boolean>> twins = IntStream.range(0, 12)
                .<Callable<Boolean>>mapToObj(i -> () -> store(i).like(user, post))
                .toList();
        assertThat(atOnce(twins)).containsOnlyOnce(true);
        settle();
        assertThat(store(1).likes(new Listing(post, Limits.NEWEST, 10)).userIds())
                .containsExactly(user);
        awaitCounts(store(1), post, 1, 0);
        assertThat(told(InteractionEvent.Liked.class))
                .filteredOn(liked -> liked.postId() == post)
                .hasSize(1);
    }

    private static <T> List<T> told(Class<T> type) {
        try (CassandraPosts relay = keyspace.open()) {
            Keyspace.Log log = new Keyspace.Log(relay.outbox());
            log.pump();
            List<Object> events = new ArrayList<>(log.events(PostEvent.TOPIC));
            events.addAll(log.events(InteractionEvent.TOPIC));
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /** Random likes and reposts by many people of few posts, from all stores at once. */
    @Test
    void countsSettleToTheSetsTheyCount() throws Exception {
        long[] posts =
                LongStream.range(0, 4).map(i -> publish(store(0), somebody())).toArray();
        long[] users = LongStream.range(0, 16).map(i -> somebody()).toArray();
        List<Callable<Integer>> workers = IntStream.range(0, 9)
                .<Callable<Integer>>mapToObj(i -> () -> play(new Random(i), store(i), posts, users))
                .toList();
        assertThat(atOnce(workers)).allMatch(changed -> changed > 0);
        settle();
        Map<Long, Set<Long>> told = likesTold();
        for (long post : posts) {
            UserPage likes = store(1).likes(new Listing(post, Limits.NEWEST, 1_000));
            UserPage reposts = store(2).reposts(new Listing(post, Limits.NEWEST, 1_000));
            assertThat(LongStream.of(likes.userIds()).boxed()).doesNotHaveDuplicates();
            assertThat(LongStream.of(reposts.userIds()).boxed()).doesNotHaveDuplicates();
            awaitCounts(store(0), post, likes.userIds().length, reposts.userIds().length);
            for (long user : users) {
                PostStats own = store(1).marks(user, new long[] {post});
                assertThat(own.has(0, PostStats.LIKED))
                        .isEqualTo(LongStream.of(likes.userIds()).anyMatch(liker -> liker == user));
                assertThat(own.has(0, PostStats.REPOSTED))
                        .isEqualTo(LongStream.of(reposts.userIds()).anyMatch(reposter -> reposter == user));
            }
            assertThat(told.getOrDefault(post, Set.of()))
                    .isEqualTo(
                            new TreeSet<>(LongStream.of(likes.userIds()).boxed().toList()));
        }
        assertThat(store(0).recount(new RecountChunk(0, 1_000)).mended()).isZero();
    }

    private static int play(Random random, PostStore store, long[] posts, long[] users) {
        int changed = 0;
        for (int i = 0; i < 40; i++) {
            long post = posts[random.nextInt(posts.length)];
            long user = users[random.nextInt(users.length)];
            boolean did = switch (random.nextInt(4)) {
                case 0 -> store.like(user, post);
                case 1 -> store.unlike(user, post);
                case 2 -> store.repost(user, post) != 0;
                default -> store.unrepost(user, post) != 0;
            };
            changed += did ? 1 : 0;
        }
        return changed;
    }

    /** Who likes what, as the events tell, each person's in their order. */
    private static Map<Long, Set<Long>> likesTold() {
        Map<Long, Set<Long>> likes = new HashMap<>();
        for (InteractionEvent event : told(InteractionEvent.class)) {
            switch (event) {
                case InteractionEvent.Liked liked ->
                    likes.computeIfAbsent(liked.postId(), post -> new TreeSet<>())
                            .add(liked.userId());
                case InteractionEvent.Unliked unliked ->
                    likes.computeIfAbsent(unliked.postId(), post -> new TreeSet<>())
                            .remove(unliked.userId());
            }
        }
        return likes;
    }

    /** Lists of many parts read as one, from either end, and are counted right. */
    @Test
    void longListsAreCutIntoPartsAndReadAsOne() throws Exception {
        long author = somebody();
        long post = publish(store(0), author);
        long[] users = LongStream.range(0, 240).map(i -> somebody()).toArray();
        for (int round = 0; round < 8; round++) {
            int from = round * 30;
            atOnce(IntStream.range(from, from + 30)
                    .<Callable<Boolean>>mapToObj(i -> () -> store(i).like(users[i], post))
                    .toList());
            settle();
            awaitParts("post_lists", post);
        }
        long parts = keyspace.session()
                .execute("SELECT count(*) FROM " + keyspace.name() + ".post_lists WHERE subject = " + post)
                .one()
                .getLong(0);
        assertThat(parts).as("parts").isGreaterThan(3);
        List<Long> seen = new ArrayList<>();
        UserPage page = store(0).likes(new Listing(post, Limits.NEWEST, 7));
        while (page.userIds().length > 0) {
            LongStream.of(page.userIds()).forEach(seen::add);
            page = store(0).likes(new Listing(post, page.keys()[page.keys().length - 1], 7));
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.of(users).boxed().toList());
        for (int i = 0; i < 240; i += 3) {
            assertThat(store(i).unlike(users[i], post)).isTrue();
        }
        settle();
        awaitCounts(store(2), post, 160, 0);
        assertThat(store(0).recount(new RecountChunk(0, 1_000)).mended()).isZero();
    }

    @Test
    void timelinesAndTagsOfManyPartsReadAsOne() throws Exception {
        long author = somebody();
        String tag = "t" + author;
        List<Long> ids = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            ids.addAll(atOnce(IntStream.range(0, 30)
                    .<Callable<Long>>mapToObj(i -> () -> publish(store(i), author, tag))
                    .toList()));
            settle();
            awaitParts("user_lists", author);
        }
        ids.sort((a, b) -> Long.compare(b, a));
        List<Long> seen = new ArrayList<>();
        for (long before = Limits.NEWEST; seen.size() < ids.size(); before = seen.getLast()) {
            ActivityPage page = store(1).byAuthor(new AuthorListing(author, before, 50, true));
            LongStream.of(page.activityIds()).forEach(seen::add);
        }
        assertThat(seen).isEqualTo(ids);
        assertThat(store(2).byTag(new TagListing(tag, Limits.NEWEST, 1_000)).postIds())
                .containsExactly(ids.stream().mapToLong(id -> id).toArray());
        assertThat(store(2).postCounts(new long[] {author})).containsExactly(180);
    }

    @Test
    void twinsWithAKeyPublishOnceInWhicheverProcess() throws Exception {
        for (int round = 0; round < 5; round++) {
            long author = somebody();
            Once once = new Once("k", new byte[] {1}, 0);
            NewPost draft = new NewPost(author, "once", 0, List.of(), List.of());
            List<Stored> answers = atOnce(IntStream.range(0, 9)
                    .<Callable<Stored>>mapToObj(i -> () -> store(i).publish(draft, once))
                    .toList());
            assertThat(answers.stream().map(answer -> answer.post().id()).distinct())
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> !answer.repeated())).hasSize(1);
            assertThatThrownBy(() -> store(1).publish(draft, new Once("k", new byte[] {2}, 0)))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.IDEMPOTENCY_MISMATCH));
            settle();
            assertThat(store(2).postCounts(new long[] {author})).containsExactly(1);
            assertThat(told(PostEvent.PostPublished.class))
                    .filteredOn(event -> event.authorId() == author)
                    .hasSize(1);
        }
    }

    /** A process died between the claim and the post. */
    @Test
    void aRepeatFinishesWhatWasClaimedAndNotWritten() {
        long author = somebody();
        for (Duration age : List.of(Duration.ZERO, Duration.ofHours(1))) {
            long id = Ids.floor(System.currentTimeMillis() - age.toMillis()) + 5;
            keyspace.session()
                    .execute(
                            "UPDATE " + keyspace.name() + ".idempotency SET request_hash = 0x01, post_id = ?, event = ?"
                                    + " WHERE user_id = ? AND key = ? IF post_id = null",
                            id,
                            id,
                            author,
                            "k" + age);
            Once once = new Once("k" + age, new byte[] {1}, 0);
            NewPost draft = new NewPost(author, "once", 0, List.of(), List.of());
            assertThat(store(0).publish(draft, once).post().id()).isEqualTo(id);
            assertThat(store(1).publish(draft, once).repeated()).isTrue();
            assertThat(store(1).read(new long[] {id})).hasSize(1);
            assertThat(told(PostEvent.PostPublished.class))
                    .filteredOn(event -> event.postId() == id)
                    .as("told where a relay still looks, %s late", age)
                    .hasSize(1);
        }
    }

    /** A process died between the claim of a like, or of its end, and the rows. */
    @Test
    void theNextRequestFinishesADeedThatWasClaimedAndNotDone() throws Exception {
        long post = publish(store(0), somebody());
        long user = somebody();
        for (boolean on : new boolean[] {true, false}) {
            long event = Ids.floor(System.currentTimeMillis() - 3_600_000) + (on ? 7 : 8);
            keyspace.session()
                    .execute(
                            "UPDATE " + keyspace.name() + ".deeds SET like_seq = ?, like_on = ?, like_event = ?"
                                    + (on ? ", like_id = " + event : "")
                                    + " WHERE user_id = ? AND period = ? AND post_id = ? IF like_seq "
                                    + (on ? "= null" : "> 0"),
                            System.currentTimeMillis() * 1_000,
                            on,
                            event,
                            user,
                            ReactionRows.period(post),
                            post);
            assertThat(store(0).marks(user, new long[] {post}).has(0, PostStats.LIKED))
                    .as("nobody sees what is not done")
                    .isEqualTo(!on);
            boolean changed = on ? store(1).like(user, post) : store(1).unlike(user, post);
            assertThat(changed).as("it was decided before").isFalse();
            assertThat(store(0).marks(user, new long[] {post}).has(0, PostStats.LIKED))
                    .isEqualTo(on);
            settle();
            awaitCounts(store(2), post, on ? 1 : 0, 0);
        }
        assertThat(told(InteractionEvent.class)).contains(new InteractionEvent.Liked(post, user, author(post)));
        assertThat(told(InteractionEvent.class)).contains(new InteractionEvent.Unliked(post, user, author(post)));
    }

    private static long author(long post) {
        return store(0).read(new long[] {post}).getFirst().authorId();
    }

    /** The batch of a publication comes after the deletion, as when its coordinator died. */
    @Test
    void nothingLateBringsADeletedPostBack() throws Exception {
        long author = somebody();
        long post = publish(store(0), author, "late" + author);
        store(1).delete(new PostDeletion(post, author, false));
        keyspace.session()
                .execute("INSERT INTO " + keyspace.name() + ".posts (post_id, author_id, body) VALUES (" + post + ", "
                        + author + ", 'back') USING TIMESTAMP " + WriteTimestamps.written(post));
        keyspace.session()
                .execute("INSERT INTO " + keyspace.name()
                        + ".activities_by_author (subject, start, id, item, kind, own) VALUES (" + author + ", 0, "
                        + post + ", "
                        + post + ", 0, 1) USING TIMESTAMP " + WriteTimestamps.written(post));
        assertThat(store(0).read(new long[] {post}))
                .singleElement()
                .matches(read -> read.deleted() && read.text().isEmpty());
        assertThat(store(0).byAuthor(new AuthorListing(author, Limits.NEWEST, 5, true))
                        .activityIds())
                .isEmpty();
        assertThat(store(1).marks(0, new long[] {post}).has(0, PostStats.GONE)).isTrue();
        settle();
        assertThat(store(0).postCounts(new long[] {author})).containsExactly(0);
    }

    @Test
    void anAccountThatGoesWhileItWritesLeavesNothing() throws Exception {
        long author = somebody();
        long liked = publish(store(0), somebody());
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int which = i;
            tasks.add(() -> writeUntilRefused(store(which), author, liked));
        }
        tasks.add(() -> {
            Keyspace.await(
                    "some posts",
                    () -> store(0).byAuthor(new AuthorListing(author, Limits.NEWEST, 5, true))
                                    .activityIds()
                                    .length
                            > 3);
            store(0).refuse(author);
            while (!store(0).remove(author, 10).done()) {
                assertThat(author).isPositive();
            }
            return 1;
        });
        assertThat(atOnce(tasks)).allMatch(written -> written > 0);
        settle();
        assertThat(store(1).byAuthor(new AuthorListing(author, Limits.NEWEST, 100, true))
                        .activityIds())
                .isEmpty();
        assertThat(store(1).likedBy(new Listing(author, Limits.NEWEST, 100)).postIds())
                .isEmpty();
        assertThat(store(1).postCounts(new long[] {author})).containsExactly(0);
        awaitCounts(store(1), liked, 0, 0);
    }

    private static int writeUntilRefused(PostStore store, long author, long liked) {
        for (int i = 1; ; i++) {
            try {
                publish(store, author);
                store.like(author, liked);
                store.unlike(author, liked);
            } catch (ServiceException e) {
                assertThat(e.code()).isEqualTo(Code.NOT_FOUND);
                return i;
            }
        }
    }

    /** The counting of a process that died is done by whoever reads the topic, also twice and in any order. */
    @Test
    void theTopicsHaveCountedWhatWasNotCounted() throws Exception {
        long author = somebody();
        long post = publish(store(0), author);
        long[] users = LongStream.range(0, 10).map(i -> somebody()).toArray();
        for (long user : users) {
            store(0).like(user, post);
            store(0).repost(user, post);
        }
        store(0).unlike(users[0], post);
        store(0).unrepost(users[1], post);
        settle();
        keyspace.session()
                .execute("UPDATE " + keyspace.name()
                        + ".post_lists SET likes = 1, reposts = 0, replies = 0 WHERE subject = " + post);
        keyspace.session().execute("UPDATE " + keyspace.name() + ".user_lists SET posts = 0 WHERE subject = " + author);
        new Keyspace.Log(all.get(1).outbox()).feed(all.get(2).tally());
        awaitCounts(store(2), post, 9, 9);
        assertThat(store(1).postCounts(new long[] {author})).containsExactly(1);
    }

    @Test
    void aMarkOnlyGrows() {
        IdLeases leases = (IdLeases) all.get(0).leases();
        String name = "mark-" + somebody();
        leases.raise(name, 5_000_000_000_000L);
        leases.raise(name, 7_000_000_000_000L);
        leases.raise(name, 6_999_999_999_999L);
        leases.raise("mark-" + somebody(), 1);
        assertThat(leases.mark(name)).isEqualTo(7_000_000_000_000L);
        leases.raise(name, Long.MAX_VALUE);
        assertThat(leases.mark(name)).isEqualTo(Long.MAX_VALUE);
        assertThat(leases.mark("nothing")).isZero();
    }

    @Test
    void leasesAreHeldByOneAndGoWithTheirTime() throws Exception {
        String name = "lease-" + somebody();
        assertThat(all.get(0).leases().hold(name, "a", Duration.ofSeconds(60))).isTrue();
        assertThat(all.get(0).leases().hold(name, "a", Duration.ofSeconds(60))).isTrue();
        assertThat(all.get(1).leases().hold(name, "b", Duration.ofSeconds(60))).isFalse();
        all.get(1).leases().release(name, "b");
        assertThat(all.get(1).leases().hold(name, "b", Duration.ofSeconds(60))).isFalse();
        all.get(0).leases().release(name, "a");
        assertThat(all.get(1).leases().hold(name, "b", Duration.ofSeconds(1))).isTrue();
        Keyspace.await("the lease's end", () -> all.get(0).leases().hold(name, "c", Duration.ofSeconds(5)));
        Set<String> winners = new HashSet<>(atOnce(IntStream.range(0, 6)
                .<Callable<String>>mapToObj(i -> () ->
                        all.get(i % STORES).leases().hold(name + "x", "h" + i, Duration.ofSeconds(60)) ? "h" + i : "")
                .toList()));
        winners.remove("");
        assertThat(winners).hasSize(1);
    }
}
