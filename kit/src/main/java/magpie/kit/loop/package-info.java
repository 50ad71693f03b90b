/** What goes on in the background for as long as the process does. Start with {@link magpie.kit.loop.Loop}. */
@NullMarked
package magpie.kit.loop;

import org.jspecify.annotations.NullMarked;
