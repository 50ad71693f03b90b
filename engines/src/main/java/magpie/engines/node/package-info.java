/**
 * What holds for every server: what one is and needs ({@link magpie.engines.node.Engine}), the set that it is in, its folder,
 * its process, and how its program comes here.
 */
@NullMarked
package magpie.engines.node;

import org.jspecify.annotations.NullMarked;
