package magpie.api.user;

/** Asks for what was revoked after a time in milliseconds since 1970. */
public record RevokedSince(long millis) {}
