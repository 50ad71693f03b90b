package magpie.api.post;

/** Activities to read, at most {@link magpie.api.Limits#BATCH}. */
public record ActivityRefs(long... activityIds) {}
