package magpie.api.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Users} takes and gives about signing in. No record here shows a secret when it is printed. */
public final class Sessions {
    private Sessions() {}

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

    /** A sign-in by user name or e-mail address. */
    public record SignIn(String login, String password, String device) {
        @Override
        public String toString() {
            return "SignIn[]";
        }
    }

    /** A refresh token to spend. */
    public record Refresh(String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /**
     * A session that was issued or renewed.
     *
     * @param sessionId the session, as in the token's {@code sid}
     * @param accessToken a JWT signed with Ed25519: {@code sub} user id, {@code sid} session id, {@code csrf}
     * @param refreshToken opaque, to be spent once
     * @param expiresIn seconds until the access token runs out
     * @param csrf what a page signed in by cookie sends in {@code X-CSRF-Token}
     */
    public record IssuedSession(
            Accounts.Account account,
            long sessionId,
            String accessToken,
            String refreshToken,
            int expiresIn,
            String csrf) {
        @Override
        public String toString() {
            return "IssuedSession[sessionId=" + sessionId + "]";
        }
    }

    /** One session of one user. */
    public record SessionRef(long userId, long sessionId) {}

    /**
     * A device that is signed in.
     *
     * @param sessionId the session; its start is in the id
     * @param device what the client called itself
     * @param lastUsedAt when it last signed in or refreshed, in milliseconds since 1970
     */
    public record SignedIn(long sessionId, String device, long lastUsedAt) {}

    /** The devices that are signed in. */
    public record SessionList(List<SignedIn> sessions) {}

    /** A change of the password from within a session, which goes on. */
    public record PasswordChange(long userId, long sessionId, String currentPassword, String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange[userId=" + userId + "]";
        }
    }

    /** Asks for what was revoked after a time in milliseconds since 1970. */
    public record RevokedSince(long millis) {}

    /** Sessions that ended before their access tokens did. */
    public record Revocations(long... sessionIds) {}
}
