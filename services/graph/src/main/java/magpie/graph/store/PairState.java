package magpie.graph.store;

import magpie.api.graph.Relationship;

/**
 * All that a change between two accounts is decided by, as it is in the transaction of the change.
 *
 * @param gone whether one of both is deleted
 * @param relationship how the actor stands to the target
 * @param held how many the actor follows, blocks or mutes: of what the change would make one more
 */
public record PairState(boolean gone, Relationship relationship, long held) {}
