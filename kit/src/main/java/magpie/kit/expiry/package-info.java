/** Until when a change may be made, for whoever makes it last. */
@NullMarked
package magpie.kit.expiry;

import org.jspecify.annotations.NullMarked;
