/** The way of callers to the one thread that writes to a store: a bounded queue, and the wait for the outcome. */
@NullMarked
package magpie.kit.writer;

import org.jspecify.annotations.NullMarked;
