package magpie.api.post;

/** One post. */
public record PostRef(long postId) {}
