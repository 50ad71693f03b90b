package magpie.api.post;

import magpie.api.Done;
import magpie.api.FromMemory;
import magpie.api.Idempotent;
import magpie.api.Listing;
import magpie.api.Once;
import magpie.api.ReadOnly;
import magpie.api.Recountable;
import magpie.api.UserPage;
import magpie.api.UserRefs;

/**
 * Posts, threads, likes and reposts. The service knows nothing of blocks or profiles: the gateway checks the former and
 * adds the latter. Whatever it acknowledged is durable.
 */
public interface Posts extends Recountable {
    /**
     * Publishes a post. With an idempotency key, the same key and body within 24 h yield the first answer again and
     * create nothing; another body is {@code IDEMPOTENCY_MISMATCH}. {@code NOT_FOUND} if the post replied to is gone.
     */
    @Once
    Published publish(Publication request);

    /**
     * What an earlier request with the same idempotency key published; its mentions do not matter. {@code NOT_FOUND} if
     * there was none, {@code IDEMPOTENCY_MISMATCH} as above.
     */
    @ReadOnly
    Published published(Publication request);

    /** Deletes the author's own post (any post for the operator); succeeds if it was deleted before. */
    @Idempotent
    Done delete(PostDeletion request);

    /** The posts among those asked that exist, in no order. */
    @ReadOnly
    PostBatch batch(PostRefs request);

    /** The activities among those asked that exist, in no order: for entries whose actor must be known. */
    @ReadOnly
    ActivityBatch activities(ActivityRefs request);

    /** Counts, and what the viewer did, for each post in the order asked; {@code gone} for those that are deleted. */
    @ReadOnly
    @FromMemory
    PostStats stats(PostStatsQuery request);

    /**
     * One author's activities, newest first: posts and reposts, and replies to others if asked for; down to the end, or
     * to what the caller has seen.
     */
    @ReadOnly
    ActivityPage byAuthor(AuthorListing request);

    /** The newest activities of several authors below a key, merged, newest first; replies included. */
    @ReadOnly
    ActivityPage merged(Merge request);

    /** A post with those it answers, oldest first (at most 100, deleted ones as gone). */
    @ReadOnly
    Conversation thread(PostRef request);

    /** Replies to a post, oldest first; {@code before} is read as "after this id", 0 for the first page. */
    @ReadOnly
    PostPage replies(Listing request);

    /** Posts with a tag, newest first. */
    @ReadOnly
    PostPage byTag(TagListing request);

    /** Likes; {@code NOT_FOUND} when the post is gone. */
    @Idempotent
    Reacted like(Reaction request);

    /** Undoes a like. */
    @Idempotent
    Reacted unlike(Reaction request);

    /** Reposts: an activity of the user's own, at most one a post. {@code NOT_FOUND} when the post is gone. */
    @Idempotent
    Reacted repost(Reaction request);

    /** Undoes a repost. */
    @Idempotent
    Reacted unrepost(Reaction request);

    /** The users who like a post, newest first. */
    @ReadOnly
    UserPage likes(Listing request);

    /** The users who reposted a post, newest first. */
    @ReadOnly
    UserPage reposts(Listing request);

    /** The posts a user likes, newest like first: for the export of one's data. */
    @ReadOnly
    PostPage likedBy(Listing request);

    /** How many posts each user has (replies included), in the order asked. */
    @ReadOnly
    PostCounts postCounts(UserRefs request);
}
