package magpie.api;

/**
 * A chunk of a recount: at most {@code limit} rows, after {@code after} in the store's own order, which need not be that of
 * ids; 0 for the first.
 */
public record RecountChunk(long after, int limit) {}
