/**
 * Work that is tried on a thread which it must not hold up. Start with {@link magpie.kit.brief.FastPath}.
 */
@NullMarked
package magpie.kit.brief;

import org.jspecify.annotations.NullMarked;
