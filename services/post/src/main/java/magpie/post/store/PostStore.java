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
 * The port through which posts are stored. Every write is atomic: the change, and the event that reports it. A deleted
 * post or account never comes back. Callers have checked sizes and limits.
 *
 * <p>A write is visible to its writer, and to every read that begins after the answer. Two things depend on how many
 * processes may write:
 *
 * <ul>
 *   <li>Ids. With one writer (SQLite) they grow in the order in which writes become visible: nothing appears below what
 *       a reader has seen. With several processes (Cassandra) an id is generated before its write. Ids of one process
 *       grow; a write that begins after another was answered has the greater id, up to the clock skew of the two
 *       processes; and a row becomes visible at most a few seconds after its id's time, rarely later, if a process or
 *       node died or hung. So a page that begins at the newest contains whatever was answered before it was read, and a
 *       list read to its end lacks at most what was being written meanwhile.
 *   <li>Counts. With one writer they change in the transaction of the rows they count. With several they follow the
 *       rows within moments, and equal them once what was written is counted; see {@link #stats}.
 * </ul>
 */
public interface PostStore {
    /**
     * Publishes. If the key is still remembered, the same hash returns the first post as it was then and changes
     * nothing; another hash is {@code IDEMPOTENCY_MISMATCH}. {@code NOT_FOUND} when the account or the post replied to
     * is deleted.
     */
    Stored publish(NewPost newPost, @Nullable Once once);

    /** Returns what was published with a key that is still remembered, as {@link #publish} does; null for nothing. */
    @Nullable
    Post published(long authorId, Once once);

    /** Deletes a post; idempotent. {@code NOT_FOUND} when there is none, or it is another's. */
    void delete(PostDeletion deletion);

    /** Returns the posts that were ever published, deleted ones without content, in no order. */
    List<Post> read(long[] postIds);

    /** Returns the activities that exist, in no order. */
    ActivityBatch activities(long[] activityIds);

    /** Returns counts and the viewer's reactions, in the order asked. Part of every page of a feed. */
    PostStats stats(PostStatsQuery query);

    /** Returns the same, as it is now. */
    default PostStats stats(long viewerId, long... postIds) {
        return stats(new PostStatsQuery(viewerId, postIds));
    }

    /**
     * Returns one author's activities, newest first, without those of deleted posts. A page may contain more than the
     * caller may see: it is cut off there for all stores alike.
     */
    ActivityPage byAuthor(AuthorListing listing);

    /** Returns the newest activities of several authors, newest first, without those of deleted posts. */
    ActivityPage merged(Merge merge);

    /** Returns the ids that a post replies to, nearest first: at most {@code limit}, deleted ones included. */
    long[] ancestors(long postId, int limit);

    /** Returns replies that are not deleted, oldest first, after the id in {@code before}. */
    PostKeys replies(Listing listing);

    /** Returns posts with a tag, newest first. */
    PostKeys byTag(TagListing listing);

    /** Likes a post; false if already liked. {@code NOT_FOUND} when the account or the post is deleted. */
    boolean like(long userId, long postId);

    /** Takes a like back; false when there was none. {@code NOT_FOUND} when the account or the post is deleted. */
    boolean unlike(long userId, long postId);

    /** Reposts; returns the activity, new or existing. {@code NOT_FOUND} when the account or the post is deleted. */
    long repost(long userId, long postId);

    /** Undoes a repost; returns its activity, 0 for none. {@code NOT_FOUND} when the account or post is deleted. */
    long unrepost(long userId, long postId);

    /** Returns who likes a post, newest first; nobody when it is deleted. */
    UserPage likes(Listing listing);

    /** Returns who reposted a post, newest first; nobody when it is deleted. */
    UserPage reposts(Listing listing);

    /** Returns what a user likes, newest like first, keyed by the like; without deleted posts. */
    PostKeys likedBy(Listing listing);

    /** Returns how many posts each user has, in the order asked. */
    int[] postCounts(long[] userIds);

    /**
     * Compares and repairs the counts of a chunk of posts, in the store's own order, and of the authors whose first
     * post is among them.
     */
    Recounted recount(RecountChunk recount);

    /** Refuses every write of this account from now on. */
    void refuse(long userId);

    /** Deletes a chunk of what an account made, as if it had done so itself. */
    DeletedChunk deleteAuthor(long userId, int limit);

    /** Removes a chunk of the likes and reposts of deleted posts, or of other leftovers; false when nothing is due. */
    boolean clean(int limit);

    /** Deletes a chunk of the idempotency keys of posts below an id; returns how many. None if keys expire by TTL. */
    int forgetKeys(long below, int limit);

    /** A post before it has an id: checked and normalised, with tags in the form in which they are compared. */
    record NewPost(long authorId, String text, long replyToId, List<Long> mentionedIds, List<String> tags) {
        @Override
        public String toString() {
            return "NewPost[authorId=" + authorId + ", replyToId=" + replyToId + "]";
        }
    }

    /**
     * An idempotency key.
     *
     * @param requestHash tells one request body from another
     * @param since keys of posts below this id are forgotten, removed or not
     */
    record Once(String key, byte[] requestHash, long since) {}

    /** A stored post; without content when {@code deleted}. Zero if it is no reply. */
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

    /** The mentioned ids in the column, {@code [1,2]}; null for none. */
    static List<Long> mentionedIds(@Nullable String column) {
        return column == null ? List.of() : List.of(Json.MAPPER.readValue(column, Long[].class));
    }

    /** A post that was published, now or by an earlier request with the same key. */
    record Stored(Post post, boolean repeated) {}

    /** A page of posts and the key of each in its list. */
    record PostKeys(long[] postIds, long[] keys, boolean more) {}

    /** The posts that were deleted with a chunk, and whether all is done. */
    record DeletedChunk(long[] postIds, boolean done) {}
}
