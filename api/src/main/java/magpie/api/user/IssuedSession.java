package magpie.api.user;

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
        Account account, long sessionId, String accessToken, String refreshToken, int expiresIn, String csrf) {
    @Override
    public String toString() {
        return "IssuedSession[sessionId=" + sessionId + "]";
    }
}
