package magpie.api.graph;

/** Asks how a viewer stands to accounts, at most {@link magpie.api.Limits#BATCH}. */
public record RelationshipQuery(long viewerId, long... targetIds) {}
