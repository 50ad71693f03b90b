/**
 * Accounts, credentials, sessions and profiles. Start with {@link magpie.api.user.Users}.
 */
@NullMarked
package magpie.api.user;

import org.jspecify.annotations.NullMarked;
