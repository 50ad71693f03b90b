package magpie.feed.reader;

import magpie.api.feed.Feeds.UserAction;

/** The active readers, as the service and the consumers see them. */
public interface Readers {
    /**
     * Begins to read a reader's feed, which is built if it must be. Fails as Graph or Posts do when that cannot be done.
     *
     * @param before where the page starts, and {@code count} how many entries it will ask for first
     */
    Reading open(long readerId, long before, int count);

    /** Delivers an activity to those of some followers that are active; says to how many. */
    int deliver(long[] followers, long activityId, long postId);

    /** A user just did something: their next read must show it. */
    void acted(UserAction act);

    /** A user just liked something, or took that back: until that is known everywhere, reactions are not remembered ones. */
    void reacted(long userId);

    /** Something changed in how a reader stands to another user. */
    void tieChanged(long readerId, long otherId);

    /** Forgets a reader whose account is gone. */
    void forget(long readerId);
}
