package magpie.api.graph;

import java.util.List;

/** Pairs of accounts to make follow one another, at most {@link magpie.api.Limits#FOLLOWS}. */
public record Follows(List<Pair> pairs) {}
