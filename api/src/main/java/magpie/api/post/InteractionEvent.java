package magpie.api.post;

/** The events of the topic {@code interactions}; the key is the acting user's id. */
public sealed interface InteractionEvent {
    /** The topic's name. */
    String TOPIC = "interactions";

    /** A post was liked. */
    record Liked(long postId, long userId, long authorId) implements InteractionEvent {}

    /** A like was undone. */
    record Unliked(long postId, long userId, long authorId) implements InteractionEvent {}
}
