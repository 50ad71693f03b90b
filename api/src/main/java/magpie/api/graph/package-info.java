/**
 * Who follows, blocks and mutes whom. Start with {@link magpie.api.graph.Graph}.
 */
@NullMarked
package magpie.api.graph;

import org.jspecify.annotations.NullMarked;
