package magpie.api.post;

/** A post's id and whose it is to delete; {@code operator} deletes any. */
public record PostDeletion(long postId, long authorId, boolean operator) {}
