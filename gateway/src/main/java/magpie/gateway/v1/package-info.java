/**
 * The first public API: its routes. Start with {@link magpie.gateway.v1.Routes}.
 */
@NullMarked
package magpie.gateway.v1;

import org.jspecify.annotations.NullMarked;
