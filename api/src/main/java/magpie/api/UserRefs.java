package magpie.api;

/**
 * A request about several accounts.
 *
 * @param userIds the accounts, at most {@link Limits#BATCH}
 */
public record UserRefs(long... userIds) {}
