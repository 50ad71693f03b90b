package magpie.api.graph;

import java.util.List;

/** Whom to make follow whom, at most {@link magpie.api.Limits#FOLLOWS} pairs. */
public record Follows(List<Pair> pairs) {}
