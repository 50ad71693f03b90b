/** The HTTP server, Jetty: how it listens and what it limits. */
@NullMarked
package magpie.gateway.http.server;

import org.jspecify.annotations.NullMarked;
