package magpie.graph.store;

import magpie.api.graph.Relationship;

/**
 * What a change comes to.
 *
 * @param changes whether it changes anything: else there is no event
 * @param endsFollows whether the follows between both end with it, whichever there are; the one event tells of that too
 * @param after how the actor stands to the target then
 */
public record Decision(boolean changes, boolean endsFollows, Relationship after) {}
