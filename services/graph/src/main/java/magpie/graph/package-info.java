/**
 * The graph service: who follows, blocks and mutes whom, with the counts, and which authors are celebrities. Start with
 * {@link magpie.graph.GraphModule}; {@link magpie.graph.store.GraphStore} states the guarantees.
 */
@NullMarked
package magpie.graph;

import org.jspecify.annotations.NullMarked;
