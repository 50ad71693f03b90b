/** What the operating system tells of this machine and its processes. */
@NullMarked
package magpie.bench.machine;

import org.jspecify.annotations.NullMarked;
