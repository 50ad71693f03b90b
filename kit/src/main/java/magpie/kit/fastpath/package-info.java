/** Work tried on a thread that it must not block. Start with {@link magpie.kit.fastpath.FastPath}. */
@NullMarked
package magpie.kit.fastpath;

import org.jspecify.annotations.NullMarked;
