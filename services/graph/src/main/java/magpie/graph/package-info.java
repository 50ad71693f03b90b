/**
 * The graph service: who follows, blocks and mutes whom, with the counts, and which authors are celebrated. Start with
 * {@link magpie.graph.GraphModule}, then {@link magpie.graph.store.GraphStore} for what is guaranteed.
 */
@NullMarked
package magpie.graph;

import org.jspecify.annotations.NullMarked;
