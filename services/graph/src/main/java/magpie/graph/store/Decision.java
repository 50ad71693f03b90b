package magpie.graph.store;

import magpie.api.graph.Relationship;

/**
 * The outcome of a change.
 *
 * @param changes whether it changes anything; if not, there is no event
 * @param endsFollows whether it ends the follows between both; the one event covers that too
 * @param after the actor's relationship to the target afterwards
 */
public record Decision(boolean changes, boolean endsFollows, Relationship after) {}
