/** What an operator may ask of a node, by its loopback port or offline. */
@NullMarked
package magpie.app.admin;

import org.jspecify.annotations.NullMarked;
