package magpie.api;

/**
 * A page of accounts, newest relation first.
 *
 * @param userIds the accounts
 * @param keys the key of each row: the next page starts below the last one
 * @param more whether there may be more below the last key
 */
public record UserPage(long[] userIds, long[] keys, boolean more) {}
