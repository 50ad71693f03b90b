package magpie.api.graph;

/**
 * A request for a page of the accounts that both {@code viewerId} and {@code userId} follow.
 *
 * @param before user ids below this; {@link magpie.api.Limits#NEWEST} for the first page
 */
public record MutualsListing(long viewerId, long userId, long before, int limit) {}
