package magpie.chaos.audit;

import java.util.Locale;

/** What people do to a network, as availability is reported. */
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

    /** For people to read. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
