/** Reads and writes JSON by hand, without a copy in between. */
@NullMarked
package magpie.gateway.json;

import org.jspecify.annotations.NullMarked;
