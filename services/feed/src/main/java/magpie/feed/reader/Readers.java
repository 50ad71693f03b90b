package magpie.feed.reader;

import magpie.api.feed.UserAction;

/** The active readers, as the service and the consumers see them. */
public interface Readers {
    /**
     * Starts to read a reader's feed, building it if necessary. Fails as Graph or Posts do if that is impossible.
     *
     * @param before where the page starts; {@code count} is how many entries it asks for first
     */
    Reading open(long readerId, long before, int count);

    /** Delivers an activity to the active ones among some followers; returns to how many. */
    int deliver(long[] followers, long activityId, long postId);

    /** A user just did something that their next read must show. */
    void acted(UserAction action);

    /** A user just reacted or took that back: until all instances know, cached reactions are not used. */
    void reacted(long userId);

    /** A relation between a reader and another user changed. */
    void relationshipChanged(long readerId, long otherId);

    /** Evicts a reader whose account is deleted. */
    void forget(long readerId);
}
