/**
 * A server with a network of people: how it is loaded, driven and measured. {@link magpie.bench.rig.Rig} holds the
 * parts together.
 */
@NullMarked
package magpie.bench.rig;

import org.jspecify.annotations.NullMarked;
