package magpie.api;

/**
 * A request about one account.
 *
 * @param userId the account
 */
public record UserRef(long userId) {}
