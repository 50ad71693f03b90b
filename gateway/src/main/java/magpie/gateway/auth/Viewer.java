package magpie.gateway.auth;

/**
 * Who is signed in, as a verified access token says.
 *
 * @param userId the account
 * @param sessionId the session
 * @param csrf what a page signed in by cookie must send along with every change
 * @param expiresAt when the token runs out, in milliseconds since 1970
 */
public record Viewer(long userId, long sessionId, String csrf, long expiresAt) {
    @Override
    public String toString() {
        return "Viewer[userId=" + userId + ", sessionId=" + sessionId + "]";
    }
}
