package magpie.api.user;

/** The events of the topic {@code users}; the key is the user's id. */
public sealed interface UserEvent {
    /** The topic's name. */
    String TOPIC = "users";

    /** The user it is about. */
    long userId();

    /** An account was made. */
    record Registered(long userId) implements UserEvent {}

    /** A profile changed: drop cached copies. */
    record ProfileChanged(long userId) implements UserEvent {}

    /** The account is hidden until it is restored. */
    record Suspended(long userId) implements UserEvent {}

    /** The account is visible again. */
    record Restored(long userId) implements UserEvent {}

    /** The account is gone for good: delete what it owns, and refuse what still arrives from it. */
    record Deleted(long userId) implements UserEvent {}

    /** A session ended before its access token did. */
    record SessionEnded(long userId, long sessionId) implements UserEvent {}
}
