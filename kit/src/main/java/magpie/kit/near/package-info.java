/** Caches of what was read from a store or another service. Start with {@link magpie.kit.near.CoherentCache}. */
@NullMarked
package magpie.kit.near;

import org.jspecify.annotations.NullMarked;
