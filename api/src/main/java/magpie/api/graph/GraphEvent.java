package magpie.api.graph;

/** What happens in the topic {@code graph}; the key is the acting user's id (the author's for a standing). */
public sealed interface GraphEvent {
    /** The topic's name. */
    String TOPIC = "graph";

    /** A follow was made. */
    record Followed(long followerId, long followeeId) implements GraphEvent {}

    /** A follow ended. */
    record Unfollowed(long followerId, long followeeId) implements GraphEvent {}

    /** A block was made; follows both ways ended with it. */
    record Blocked(long blockerId, long blockedId) implements GraphEvent {}

    /** A block ended. */
    record Unblocked(long blockerId, long blockedId) implements GraphEvent {}

    /** A mute was made. */
    record Muted(long muterId, long mutedId) implements GraphEvent {}

    /** A mute ended. */
    record Unmuted(long muterId, long mutedId) implements GraphEvent {}

    /** An author became celebrated or ordinary again: see {@link Ties.Standing}. */
    record StandingChanged(long authorId, long since, long until) implements GraphEvent {}
}
