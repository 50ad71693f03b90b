/**
 * Who follows whom in a run, read from an edge list or made up. Start with {@link magpie.bench.graph.Graph}.
 */
@NullMarked
package magpie.bench.graph;

import org.jspecify.annotations.NullMarked;
