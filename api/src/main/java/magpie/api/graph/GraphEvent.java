package magpie.api.graph;

/**
 * The events of the topic {@code graph}; the key is the acting user's id (the author's for {@link CelebrityChanged}).
 *
 * <p>The {@code id} of a beginning is its key in lists; the matching end has a greater id, and a renewal one greater
 * still. Events of different keys may overtake each other: of two about the same relation, the one with the greater id
 * is right. A block also ends follows both ways.
 */
public sealed interface GraphEvent {
    /** The topic's name. */
    String TOPIC = "graph";

    /** A follow was made. */
    record Followed(long followerId, long followeeId, long id) implements GraphEvent {}

    /** A follow ended. */
    record Unfollowed(long followerId, long followeeId, long id) implements GraphEvent {}

    /** A block was made; follows both ways ended with it. */
    record Blocked(long blockerId, long blockedId, long id) implements GraphEvent {}

    /** A block ended. */
    record Unblocked(long blockerId, long blockedId, long id) implements GraphEvent {}

    /** A mute was made. */
    record Muted(long muterId, long mutedId, long id) implements GraphEvent {}

    /** A mute ended. */
    record Unmuted(long muterId, long mutedId, long id) implements GraphEvent {}

    /** An author became a celebrity or ordinary again: see {@link CelebrityStatus}. */
    record CelebrityChanged(long authorId, long since, long until) implements GraphEvent {}
}
