/** How answers are compressed. Start with {@link magpie.gateway.http.coding.Compression}. */
@NullMarked
package magpie.gateway.http.coding;

import org.jspecify.annotations.NullMarked;
