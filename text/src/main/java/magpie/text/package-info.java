/** Text that people write: its normal form and length, and the tags, names and web addresses in it. Pure functions. */
@NullMarked
package magpie.text;

import org.jspecify.annotations.NullMarked;
