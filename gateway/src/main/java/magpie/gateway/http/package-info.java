/**
 * The plumbing between Jetty and the routes: requests in, answers out, problems for everything that goes wrong. Start
 * with {@link magpie.gateway.http.Dispatcher}.
 */
@NullMarked
package magpie.gateway.http;

import org.jspecify.annotations.NullMarked;
