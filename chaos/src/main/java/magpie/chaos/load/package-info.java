/** The people who use the network during the faults. Start with {@link magpie.chaos.load.Writer}. */
@NullMarked
package magpie.chaos.load;

import org.jspecify.annotations.NullMarked;
