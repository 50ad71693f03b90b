package magpie.api.post;

/** A user's like or repost of a post. */
public record Reaction(long userId, long postId) {}
