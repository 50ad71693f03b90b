/** The operator's commands, through a node's loopback port or offline. */
@NullMarked
package magpie.app.admin;

import org.jspecify.annotations.NullMarked;
