/**
 * What a page of the feed looks up twenty times. Start with {@link magpie.kit.near.NearCache}.
 */
@NullMarked
package magpie.kit.near;

import org.jspecify.annotations.NullMarked;
