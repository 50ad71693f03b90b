package magpie.api.user;

/** A chunk of the accounts that were ever deleted: those with an id above {@code after}, at most {@code limit}. */
public record Retelling(long after, int limit) {}
