package magpie.api.user;

/**
 * A device that is signed in.
 *
 * @param sessionId the session; its start is in the id
 * @param device what the client called itself
 * @param lastUsedAt when it last signed in or refreshed, in milliseconds since 1970
 */
public record SignedIn(long sessionId, String device, long lastUsedAt) {}
