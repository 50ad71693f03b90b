package magpie.api.user;

/** One session of one user. */
public record SessionRef(long userId, long sessionId) {}
