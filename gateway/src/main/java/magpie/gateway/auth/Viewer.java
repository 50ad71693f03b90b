package magpie.gateway.auth;

/**
 * The signed-in user, according to a verified access token.
 *
 * @param userId the account
 * @param sessionId the session
 * @param csrf what a page signed in by cookie must send with every change
 * @param expiresAt when the token expires, in milliseconds since 1970
 */
public record Viewer(long userId, long sessionId, String csrf, long expiresAt) {
    @Override
    public String toString() {
        return "Viewer[userId=" + userId + ", sessionId=" + sessionId + "]";
    }
}
