package magpie.api.user;

/** Asks who is suspended among the next {@code limit} accounts with an id above {@code after}, 10,000 at most. */
public record SuspendedAfter(long after, int limit) {}
