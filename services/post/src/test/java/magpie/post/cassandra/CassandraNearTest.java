package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import magpie.api.Limits;
import magpie.api.post.AuthorListing;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.ReadYourWrites;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.post.PostStoreInTest;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process caches of others' changes until an event evicts it. */
@Tag("engines")
class CassandraNearTest extends CassandraStores {
    /** With a TTL of an hour for counts, only the event can have evicted them. */
    @Test
    void anotherProcessHearsOfALikeByItsEvent() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        try (CassandraPosts other = keyspace.open(faithful())) {
            assertThat(other.store().stats(0, new long[] {post}).likes()).containsExactly(0);
            store(0).like(user, post);
            settle();
            awaitCounts(store(0), post, 1, 0);
            assertThat(other.store().stats(0, new long[] {post}).likes()).containsExactly(0);
            InteractionEvent liked = new InteractionEvent.Liked(post, user, author);
            tell(other, InteractionEvent.TOPIC, user, liked);
            assertThat(other.store().stats(0, new long[] {post}).likes()).containsExactly(1);
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
            assertThat(other.store().stats(0, new long[] {post}).replies()).containsExactly(1);
            store(0).delete(new PostDeletion(reply, user, false));
            awaitReplies(post, 0);
            assertThat(other.store().stats(0, new long[] {post}).replies()).containsExactly(1);
            tell(other, PostEvent.TOPIC, user, new PostEvent.PostDeleted(reply, user, post));
            assertThat(other.store().stats(0, new long[] {post}).replies()).containsExactly(0);
        }
    }

    private static void awaitReplies(long post, int replies) throws InterruptedException {
        Keyspace.await(
                replies + " replies", () -> store(0).stats(0, new long[] {post}).replies()[0] == replies);
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
                forgetful.nearReactions(),
                forgetful.countPause(),
                forgetful.replayWindow());
    }

    /** The cache of a viewer's reactions lags until the event comes; a fresh read never does. */
    @Test
    void anotherProcessHearsOfAReactionByItsEvent() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        PostStatsQuery remembered = PostStoreInTest.quietly(user, post);
        CassandraPosts other = all.get(1);
        assertThat(other.store().stats(remembered).flags()).containsExactly(0);
        store(0).like(user, post);
        assertThat(other.store().stats(user, post).flags()).containsExactly(PostStats.LIKED);
        assertThat(other.store().stats(remembered).flags()).containsExactly(0);
        tell(other, InteractionEvent.TOPIC, user, new InteractionEvent.Liked(post, user, author));
        assertThat(other.store().stats(remembered).flags()).containsExactly(PostStats.LIKED);

        long repost = store(0).repost(user, post);
        assertThat(other.store().stats(remembered).flags()).containsExactly(PostStats.LIKED);
        tell(other, PostEvent.TOPIC, user, new PostEvent.Reposted(repost, post, user, author));
        assertThat(other.store().stats(remembered).flags()).containsExactly(PostStats.LIKED | PostStats.REPOSTED);
    }

    /** Without any event: what was cached before the viewer did something is not returned. */
    @Test
    void whatIsRememberedIsNotOlderThanTheViewerIsQuiet() throws Exception {
        long author = somebody();
        long user = somebody();
        long post = publish(store(0), author);
        CassandraPosts other = all.get(1);
        assertThat(other.store().stats(PostStoreInTest.quietly(user, post)).flags())
                .containsExactly(0);
        store(0).like(user, post);
        long acted = System.nanoTime();
        Keyspace.await("some milliseconds", () -> System.nanoTime() - acted > 5_000_000);
        long quietMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - acted);
        assertThat(other.store()
                        .stats(new PostStatsQuery(user, new ReadYourWrites(quietMillis), post))
                        .flags())
                .containsExactly(PostStats.LIKED);
    }

    /** The same goes for readers of an author's timeline; the author asks for the current one. */
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
    void moreReactionsThanAreRememberedAreRead() {
        long user = somebody();
        long author = somebody();
        List<Long> liked = new ArrayList<>();
        for (int i = 0; i <= Keyspace.SMALL.nearReactions(); i++) {
            liked.add(publish(store(0), author));
            store(0).like(user, liked.getLast());
        }
        long other = publish(store(0), author);
        PostStatsQuery remembered = PostStoreInTest.quietly(user, liked.getFirst(), other, liked.getLast());
        assertThat(store(1).stats(remembered).flags()).containsExactly(PostStats.LIKED, 0, PostStats.LIKED);
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

    private static long reply(PostStore store, long author, long parent) {
        return store.publish(new NewPost(author, "hello", parent, List.of(), List.of()), null)
                .post()
                .id();
    }
}
