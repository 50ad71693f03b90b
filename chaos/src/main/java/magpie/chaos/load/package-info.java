/** The people who use the network meanwhile. Start with {@link magpie.chaos.load.Writer}. */
@NullMarked
package magpie.chaos.load;

import org.jspecify.annotations.NullMarked;
