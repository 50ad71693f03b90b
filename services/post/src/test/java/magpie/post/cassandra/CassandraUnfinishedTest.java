package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.post.AuthorListing;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent;
import magpie.api.post.PostStats;
import magpie.post.cassandra.reactions.ReactionRows;
import magpie.post.cassandra.session.WriteTimestamps;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a process leaves behind that dies halfway, and what it does when it is late. */
@Tag("engines")
class CassandraUnfinishedTest extends CassandraStores {
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
            NewPost newPost = new NewPost(author, "once", 0, List.of(), List.of());
            assertThat(store(0).publish(newPost, once).post().id()).isEqualTo(id);
            assertThat(store(1).publish(newPost, once).repeated()).isTrue();
            assertThat(store(1).read(new long[] {id})).hasSize(1);
            assertThat(told(PostEvent.PostPublished.class))
                    .filteredOn(event -> event.postId() == id)
                    .as("told where a relay still looks, %s late", age)
                    .hasSize(1);
        }
    }

    /** A process died between claiming a like, or its end, and writing the rows. */
    @Test
    void theNextRequestFinishesAReactionThatWasClaimedAndNotDone() throws Exception {
        long post = publish(store(0), somebody());
        long user = somebody();
        for (boolean on : new boolean[] {true, false}) {
            long event = Ids.floor(System.currentTimeMillis() - 3_600_000) + (on ? 7 : 8);
            keyspace.session()
                    .execute(
                            "UPDATE " + keyspace.name() + ".reactions SET like_seq = ?, like_on = ?, like_event = ?"
                                    + (on ? ", like_id = " + event : "")
                                    + " WHERE user_id = ? AND period = ? AND post_id = ? IF like_seq "
                                    + (on ? "= null" : "> 0"),
                            System.currentTimeMillis() * 1_000,
                            on,
                            event,
                            user,
                            ReactionRows.period(post),
                            post);
            assertThat(store(0).stats(user, new long[] {post}).has(0, PostStats.LIKED))
                    .as("nobody sees what is not done")
                    .isEqualTo(!on);
            boolean changed = on ? store(1).like(user, post) : store(1).unlike(user, post);
            assertThat(changed).as("it was decided before").isFalse();
            assertThat(store(0).stats(user, new long[] {post}).has(0, PostStats.LIKED))
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

    /** The batch of a publication arrives after the deletion, as when its coordinator died. */
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
        assertThat(store(1).stats(0, new long[] {post}).has(0, PostStats.GONE)).isTrue();
        settle();
        assertThat(store(0).postCounts(new long[] {author})).containsExactly(0);
    }
}
