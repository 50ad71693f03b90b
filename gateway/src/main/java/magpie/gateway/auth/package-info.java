/**
 * Who is asking: access tokens, their keys, and the sessions that ended before their tokens did. Start with
 * {@link magpie.gateway.auth.Tokens}.
 */
@NullMarked
package magpie.gateway.auth;

import org.jspecify.annotations.NullMarked;
