package magpie.api.user;

/** Sessions that ended before their access tokens did. */
public record Revocations(long... sessionIds) {}
