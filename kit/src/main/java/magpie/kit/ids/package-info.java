/**
 * Generating time-ordered ids. Start with {@link magpie.kit.ids.IdGenerator}.
 */
@NullMarked
package magpie.kit.ids;

import org.jspecify.annotations.NullMarked;
