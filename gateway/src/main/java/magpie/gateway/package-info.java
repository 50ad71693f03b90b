/**
 * The edge: the public API over HTTP, composed from the services; it owns nothing but limits and caches. Start with
 * {@link magpie.gateway.Routes} for what is served and {@link magpie.gateway.GatewayModule} for how.
 */
@NullMarked
package magpie.gateway;

import org.jspecify.annotations.NullMarked;
