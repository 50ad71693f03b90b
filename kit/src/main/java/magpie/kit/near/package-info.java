/**
 * What was read from a store or from another service, at hand. Start with {@link magpie.kit.near.CoherentCache}.
 */
@NullMarked
package magpie.kit.near;

import org.jspecify.annotations.NullMarked;
