/** The roles of one process, from settings to a {@link magpie.app.node.Node} that runs. Knows no command and no admin port. */
@NullMarked
package magpie.app.node;

import org.jspecify.annotations.NullMarked;
