package magpie.api.post;

/**
 * The state after a reaction.
 *
 * @param post what never changes about the post
 * @param counts its counts and the user's reactions now
 * @param activityId the repost's activity; 0 for anything else
 */
public record Reacted(PostFacts post, PostStats counts, long activityId) {}
