package magpie.api.user;

/**
 * The suspended accounts of a chunk.
 *
 * @param next where the next chunk starts; 0 when this was the last
 */
public record Suspended(long[] userIds, long next) {}
