package magpie.post.store;

import java.util.List;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.UserPage;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.TagListing;
import magpie.kit.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What must be kept about posts. Every write stands or falls as a whole: the change, and the event that tells of it. A
 * deleted post and a deleted account never come back. Callers have checked sizes and limits.
 *
 * <p>Whoever wrote, and whoever reads after the answer, sees the write. Two things depend on how many may write:
 *
 * <ul>
 *   <li>Ids. With one writer (SQLite) they grow in the order in which writes become visible: nothing appears below what
 *       a reader has seen. With several processes (Cassandra) an id is minted before its write. Ids of one process grow,
 *       a write that begins after another was answered has the greater id but for the difference of the two processes'
 *       clocks, and a row becomes visible at most a few seconds after its id's time; rarely, when a process or a node
 *       died or hung in the midst of it, later than that. So a page that begins at the newest is complete for whatever
 *       was answered before it was read, and a list read to its end may lack only what was being written meanwhile.
 *   <li>Counts. With one writer they move in the transaction of the rows they count. With several they follow the rows
 *       within moments, and equal them once what was written is counted; see {@link #stats}.
 * </ul>
 */
public interface PostStore {
    /**
     * Publishes. With a key that is still remembered, the same hash gives the first post as it was then and changes
     * nothing, another hash is {@code IDEMPOTENCY_MISMATCH}. {@code NOT_FOUND} when the account or the post replied to
     * is gone.
     */
    Stored publish(NewPost draft, @Nullable Once once);

    /** What was published with a key that is still remembered, as {@link #publish} gives it; null for nothing. */
    @Nullable
    Post published(long authorId, Once once);

    /** Deletes; done again it changes nothing. {@code NOT_FOUND} when there is none, or it is another's. */
    void delete(PostDeletion deletion);

    /** The posts among those asked that were ever published, deleted ones without content, in no order. */
    List<Post> read(long[] postIds);

    /** The activities among those asked that exist, in no order. */
    ActivityBatch activities(long[] activityIds);

    /** Counts, and what the viewer did, in the order asked. Part of every read of a feed. */
    PostStats stats(PostStatsQuery query);

    /** The same, as it is now. */
    default PostStats stats(long viewerId, long... postIds) {
        return stats(new PostStatsQuery(viewerId, postIds));
    }

    /**
     * One author's activities, newest first, without those of deleted posts. A page may go on below what the caller has
     * seen: it is cut off there for all stores alike.
     */
    ActivityPage byAuthor(AuthorListing listing);

    /** The newest activities of several authors, newest first, without those of deleted posts. */
    ActivityPage merged(Merge merge);

    /** The ids a post answers, nearest first: at most {@code limit}, deleted ones too. */
    long[] ancestors(long postId, int limit);

    /** Replies that stand, oldest first, after the id in {@code before}. */
    PostKeys replies(Listing listing);

    /** Posts with a tag, newest first. */
    PostKeys byTag(TagListing listing);

    /** Likes; false when it was so before. {@code NOT_FOUND} when the account or the post is gone. */
    boolean like(long userId, long postId);

    /** Takes a like back; false when there was none. {@code NOT_FOUND} when the account or the post is gone. */
    boolean unlike(long userId, long postId);

    /** Reposts; the activity, new or as it was. {@code NOT_FOUND} when the account or the post is gone. */
    long repost(long userId, long postId);

    /** Takes a repost back; its activity, 0 for none. {@code NOT_FOUND} when the account or the post is gone. */
    long unrepost(long userId, long postId);

    /** Who likes a post, newest first; nobody when it is deleted. */
    UserPage likes(Listing listing);

    /** Who reposted a post, newest first; nobody when it is deleted. */
    UserPage reposts(Listing listing);

    /** What a user likes, newest like first, keyed by the like; without deleted posts. */
    PostKeys likedBy(Listing listing);

    /** How many posts each user has, in the order asked. */
    int[] postCounts(long[] userIds);

    /**
     * Compares and mends the counts of a chunk of posts, in the store's own order, and of the authors whose first post is
     * among them.
     */
    Recounted recount(RecountChunk recount);

    /** From now on every write of this account is refused. */
    void refuse(long userId);

    /** Removes a chunk of what an account made, as if it had done so itself. */
    Removed remove(long userId, int limit);

    /** Removes a chunk of the likes and reposts of deleted posts, or of what else is left over; false when none is due. */
    boolean clean(int limit);

    /** Forgets a chunk of the idempotency keys of posts below an id; how many. None where keys go by themselves. */
    int forgetKeys(long below, int limit);

    /** A post before it has an id: checked, normalised, its tags in the form in which they are compared. */
    record NewPost(long authorId, String text, long replyToId, List<Long> mentionedIds, List<String> tags) {
        @Override
        public String toString() {
            return "NewPost[authorId=" + authorId + ", replyToId=" + replyToId + "]";
        }
    }

    /**
     * An idempotency key.
     *
     * @param requestHash what tells one request body from another
     * @param since keys of posts below this id are forgotten, whether removed yet or not
     */
    record Once(String key, byte[] requestHash, long since) {}

    /** A post as it is kept; without content when {@code deleted}. Zero where there is no reply. */
    record Post(
            long id,
            long authorId,
            long replyToId,
            long replyToAuthorId,
            String text,
            List<Long> mentionedIds,
            List<String> tags,
            boolean deleted) {
        /** The same, as callers see it. */
        public PostFacts facts() {
            long[] mentioned = mentionedIds.stream().mapToLong(Long::longValue).toArray();
            return new PostFacts(id, authorId, replyToId, replyToAuthorId, text, tags, mentioned);
        }

        @Override
        public String toString() {
            return "Post[id=" + id + ", authorId=" + authorId + ", deleted=" + deleted + "]";
        }
    }

    /** Whom a post mentions, as a column has them: {@code [1,2]}, null for nobody. */
    static List<Long> mentionedIds(@Nullable String column) {
        return column == null ? List.of() : List.of(Json.MAPPER.readValue(column, Long[].class));
    }

    /** A post that was published, now or by an earlier request with the same key. */
    record Stored(Post post, boolean repeated) {}

    /** A page of posts and the key of each in its list. */
    record PostKeys(long[] postIds, long[] keys, boolean more) {}

    /** The posts a chunk of a removal deleted, and whether all is done. */
    record Removed(long[] postIds, boolean done) {}
}
