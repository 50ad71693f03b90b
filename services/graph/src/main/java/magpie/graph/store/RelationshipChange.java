package magpie.graph.store;

import magpie.api.graph.GraphEvent;
import magpie.api.graph.Pair;

/** The changes somebody can make to their relationship to another account. */
public enum RelationshipChange {
    /** Follows. */
    FOLLOW(GraphEvent.Followed::new),
    /** Stops following. */
    UNFOLLOW(GraphEvent.Unfollowed::new),
    /** Blocks. */
    BLOCK(GraphEvent.Blocked::new),
    /** Lifts a block. */
    UNBLOCK(GraphEvent.Unblocked::new),
    /** Mutes. */
    MUTE(GraphEvent.Muted::new),
    /** Lifts a mute. */
    UNMUTE(GraphEvent.Unmuted::new);

    private final Telling telling;

    private interface Telling {
        GraphEvent of(long actor, long target, long id);
    }

    RelationshipChange(Telling telling) {
        this.telling = telling;
    }

    /** The event that reports the change. */
    public GraphEvent event(Pair pair, long id) {
        return telling.of(pair.actorId(), pair.targetId(), id);
    }
}
