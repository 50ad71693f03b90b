/** The servers under measurement: how one is started and removed, its processes, and its admin port. */
@NullMarked
package magpie.bench.server;

import org.jspecify.annotations.NullMarked;
