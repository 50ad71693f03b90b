package magpie.api.post;

/** Posts to read, at most {@link magpie.api.Limits#BATCH}. */
public record PostRefs(long... postIds) {}
