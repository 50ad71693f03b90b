package magpie.api.user;

/**
 * What came of it.
 *
 * @param told of how many deletions was told again
 * @param next where the next chunk starts; 0 when this was the last
 */
public record Retold(int told, long next) {}
