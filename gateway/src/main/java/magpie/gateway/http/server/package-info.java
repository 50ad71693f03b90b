/**
 * The HTTP server, which is Jetty: how it listens and what it bounds.
 */
@NullMarked
package magpie.gateway.http.server;

import org.jspecify.annotations.NullMarked;
