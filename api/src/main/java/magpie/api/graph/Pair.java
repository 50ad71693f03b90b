package magpie.api.graph;

/** Who acts, and on whom. */
public record Pair(long actorId, long targetId) {}
