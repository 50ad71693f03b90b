package magpie.api.user;

/**
 * The result of retelling a chunk of deletions.
 *
 * @param told how many deletions were told again
 * @param next where the next chunk starts; 0 when this was the last
 */
public record Retold(int told, long next) {}
