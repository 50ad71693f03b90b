/**
 * Minting time-ordered ids. Start with {@link magpie.kit.ids.IdMint}.
 */
@NullMarked
package magpie.kit.ids;

import org.jspecify.annotations.NullMarked;
