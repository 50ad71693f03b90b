/** Background work that runs as long as the process. Start with {@link magpie.kit.loop.Loop}. */
@NullMarked
package magpie.kit.loop;

import org.jspecify.annotations.NullMarked;
