package magpie.api.post;

/**
 * The events of the topic {@code posts}; the key is the acting user's id, so that one person's posts, reposts and their
 * undoing stay in order.
 */
public sealed interface PostEvent {
    /** The topic's name. */
    String TOPIC = "posts";

    /** A post was published; its activity has its id. */
    record PostPublished(long postId, long authorId, long replyToId, long replyToAuthorId, long[] mentionedIds)
            implements PostEvent {}

    /**
     * A post was deleted; its reposts are void.
     *
     * @param replyToId what it replied to; 0 for nothing
     */
    record PostDeleted(long postId, long authorId, long replyToId) implements PostEvent {}

    /** A post was reposted. */
    record Reposted(long activityId, long postId, long actorId, long authorId) implements PostEvent {}

    /** A repost was undone. */
    record RepostUndone(long activityId, long postId, long actorId) implements PostEvent {}
}
