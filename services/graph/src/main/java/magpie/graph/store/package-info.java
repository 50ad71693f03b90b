/** The storage port of the graph service, with the rules by which all adapters decide what a change does. */
@NullMarked
package magpie.graph.store;

import org.jspecify.annotations.NullMarked;
