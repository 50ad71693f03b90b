package magpie.graph.store;

import magpie.api.graph.Relationship;

/**
 * All that a change between two accounts is decided by, as of the transaction of the change.
 *
 * @param gone whether either is deleted
 * @param relationship the actor's relationship to the target
 * @param held how many the actor has of what the change would add to: follows, blocks or mutes
 */
public record PairState(boolean gone, Relationship relationship, long held) {}
