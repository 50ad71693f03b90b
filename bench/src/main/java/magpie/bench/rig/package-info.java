/**
 * A server with a network of people: how it is loaded, how it is driven, and what is measured while it is. {@link
 * magpie.bench.rig.Rig} holds the parts together.
 */
@NullMarked
package magpie.bench.rig;

import org.jspecify.annotations.NullMarked;
