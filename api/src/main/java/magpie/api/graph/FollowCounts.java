package magpie.api.graph;

/** Counts in the order asked. */
public record FollowCounts(long[] followers, long[] following) {}
