/**
 * What all servers share: what one is ({@link magpie.engines.node.ServerKind}), its set, its folder, its process, and how
 * its program is fetched.
 */
@NullMarked
package magpie.engines.node;

import org.jspecify.annotations.NullMarked;
