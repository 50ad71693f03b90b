package magpie.api.user;

/** A chunk of all deleted accounts: those with an id above {@code after}, at most {@code limit}. */
public record Retelling(long after, int limit) {}
