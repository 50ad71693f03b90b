/** The servers of the cluster product, one class each, with what only they need. */
@NullMarked
package magpie.engines.server;

import org.jspecify.annotations.NullMarked;
