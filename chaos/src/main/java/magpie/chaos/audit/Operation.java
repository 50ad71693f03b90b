package magpie.chaos.audit;

import java.util.Locale;

/** The operations whose availability is reported. */
public enum Operation {
    READ_FEED,
    PUBLISH,
    DELETE,
    FOLLOW,
    UNFOLLOW,
    LIKE,
    UNLIKE,
    REPOST,
    UNREPOST,
    BLOCK,
    UNBLOCK,
    MUTE,
    UNMUTE,
    CHANGE_PROFILE;

    /** The name for people. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
