package magpie.graph.store;

import magpie.api.graph.GraphEvent;
import magpie.api.graph.Pair;

/** What somebody may do to how they stand to another account. */
public enum RelationshipChange {
    /** Begins to follow. */
    FOLLOW(GraphEvent.Followed::new),
    /** Follows no more. */
    UNFOLLOW(GraphEvent.Unfollowed::new),
    /** Blocks. */
    BLOCK(GraphEvent.Blocked::new),
    /** Blocks no more. */
    UNBLOCK(GraphEvent.Unblocked::new),
    /** Mutes. */
    MUTE(GraphEvent.Muted::new),
    /** Mutes no more. */
    UNMUTE(GraphEvent.Unmuted::new);

    private final Telling telling;

    private interface Telling {
        GraphEvent of(long actor, long target, long id);
    }

    RelationshipChange(Telling telling) {
        this.telling = telling;
    }

    /** The event that tells of it. */
    public GraphEvent event(Pair pair, long id) {
        return telling.of(pair.actorId(), pair.targetId(), id);
    }
}
