package magpie.api.user;

/**
 * Who of a chunk of accounts is suspended.
 *
 * @param next where the next chunk starts; 0 when this was the last
 */
public record Suspended(long[] userIds, long next) {}
