package magpie.api.user;

/** Asks for the suspended ones among the next {@code limit} accounts with an id above {@code after}, 10,000 at most. */
public record SuspendedAfter(long after, int limit) {}
