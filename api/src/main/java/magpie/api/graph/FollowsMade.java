package magpie.api.graph;

/** How many follows were added. */
public record FollowsMade(int made) {}
