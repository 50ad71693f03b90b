package magpie.api.post;

/** Activities in no order, in columns. */
public record ActivityBatch(long[] activityIds, long[] postIds, long[] actorIds) {}
