package magpie.api.post;

/** A post's id and its author; an {@code operator} may delete any post. */
public record PostDeletion(long postId, long authorId, boolean operator) {}
