package magpie.api.post;

/** Posts per user, in the order asked. */
public record PostCounts(int... posts) {}
