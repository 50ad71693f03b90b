/**
 * Owns accounts, credentials, sessions and profiles, and reports them in the topic {@code users}. Start with
 * {@link magpie.user.UserModule}, then {@code UserService}.
 */
@NullMarked
package magpie.user;

import org.jspecify.annotations.NullMarked;
