/** What clients say that they would like: {@link magpie.gateway.http.accept.Preferences}. */
@NullMarked
package magpie.gateway.http.accept;

import org.jspecify.annotations.NullMarked;
