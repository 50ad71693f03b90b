package magpie.api.user;

import org.jspecify.annotations.Nullable;

/**
 * A new account.
 *
 * @param device what the client calls itself (its user agent), at most 200 characters
 */
public record Registration(
        String username,
        String email,
        String password,
        @Nullable String displayName,
        String device) {
    @Override
    public String toString() {
        return "Registration[username=" + username + "]";
    }
}
