package magpie.api.user;

/** What happens in the topic {@code users}; the key is the user's id. */
public sealed interface UserEvent {
    /** The topic's name. */
    String TOPIC = "users";

    /** Whom it is about. */
    long userId();

    /** An account was made. */
    record Registered(long userId) implements UserEvent {}

    /** A profile changed: drop what you keep of it. */
    record ProfileChanged(long userId) implements UserEvent {}

    /** The account is not visible until it is restored. */
    record Suspended(long userId) implements UserEvent {}

    /** The account is visible again. */
    record Restored(long userId) implements UserEvent {}

    /** The account is gone for good: delete what it owns, refuse what still comes of it. */
    record Deleted(long userId) implements UserEvent {}

    /** A session ended before its access token did. */
    record SessionEnded(long userId, long sessionId) implements UserEvent {}
}
