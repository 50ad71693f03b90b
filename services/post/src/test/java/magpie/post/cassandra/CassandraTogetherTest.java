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
import magpie.api.post.PostEvent;
import magpie.api.post.PostStats;
import magpie.api.post.TagListing;
import magpie.kit.lease.IdLeases;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Stored;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that write the same rows concurrently. */
@Tag("engines")
class CassandraTogetherTest extends CassandraStores {
    /** The newest part of a list begins a little after it is announced. */
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

    /** Random likes and reposts of few posts by many people, from all stores at once. */
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
                PostStats own = store(1).stats(user, new long[] {post});
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

    /** Who likes what according to the events, in order per person. */
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

    /** Lists of many parts read as one, from either end, and are counted correctly. */
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
            NewPost newPost = new NewPost(author, "once", 0, List.of(), List.of());
            List<Stored> answers = atOnce(IntStream.range(0, 9)
                    .<Callable<Stored>>mapToObj(i -> () -> store(i).publish(newPost, once))
                    .toList());
            assertThat(answers.stream().map(answer -> answer.post().id()).distinct())
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> !answer.repeated())).hasSize(1);
            assertThatThrownBy(() -> store(1).publish(newPost, new Once("k", new byte[] {2}, 0)))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.IDEMPOTENCY_MISMATCH));
            settle();
            assertThat(store(2).postCounts(new long[] {author})).containsExactly(1);
            assertThat(told(PostEvent.PostPublished.class))
                    .filteredOn(event -> event.authorId() == author)
                    .hasSize(1);
        }
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
            while (!store(0).deleteAuthor(author, 10).done()) {
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

    /** What a dead process left uncounted is counted by the readers of the topic, even twice and in any order. */
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
        new Keyspace.Log(all.get(1).outbox()).feed(all.get(2).counts());
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
