package magpie.api.post;

/**
 * A merge of several authors' activities.
 *
 * @param authorIds at most 6,000
 * @param before activities below this id
 * @param limit 1 to {@link magpie.api.Limits#BATCH}
 */
public record Merge(long[] authorIds, long before, int limit) {}
