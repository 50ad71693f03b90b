/** Work tried on a thread that it must not block. Start with {@link magpie.kit.brief.FastPath}. */
@NullMarked
package magpie.kit.brief;

import org.jspecify.annotations.NullMarked;
