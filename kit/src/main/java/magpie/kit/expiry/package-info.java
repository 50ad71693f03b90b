/** The deadline of a change, checked by whoever makes it last. */
@NullMarked
package magpie.kit.expiry;

import org.jspecify.annotations.NullMarked;
