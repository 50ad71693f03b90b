/** What the operating system reports about this machine and its processes. */
@NullMarked
package magpie.bench.machine;

import org.jspecify.annotations.NullMarked;
