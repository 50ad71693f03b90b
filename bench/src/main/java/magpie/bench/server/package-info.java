/**
 * The servers that are measured: how one is started and removed again, what its processes are, and what its admin port can
 * do.
 */
@NullMarked
package magpie.bench.server;

import org.jspecify.annotations.NullMarked;
