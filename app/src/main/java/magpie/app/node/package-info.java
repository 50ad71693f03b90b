/**
 * Runs the roles of one process, from settings to a {@link magpie.app.node.Node}. Knows no command and no admin port.
 */
@NullMarked
package magpie.app.node;

import org.jspecify.annotations.NullMarked;
