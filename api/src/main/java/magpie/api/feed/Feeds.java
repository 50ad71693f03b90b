package magpie.api.feed;

import java.util.List;
import magpie.api.Done;
import magpie.api.Idempotent;
import magpie.api.ReadOnly;
import magpie.api.UserRef;
import magpie.api.post.PostFacts;
import magpie.api.post.ReadYourWrites;
import org.jspecify.annotations.Nullable;

/** The home feed: posts and reposts of the accounts a reader follows, newest first. */
public interface Feeds {
    /**
     * A page of the reader's feed. Every activity that was visible before the first page was read comes exactly once
     * over the pages. A page may be short; only a null {@code nextCursor} ends the list. {@code MALFORMED} for a cursor
     * that was not made here.
     */
    @ReadOnly
    FeedPage home(FeedQuery request);

    /**
     * Tells the feed what a user just did, so that their next read shows it before the fan-out is done. Called after
     * the owner acknowledged and before the user is answered. A lost call costs freshness, never correctness: the event
     * carries the same facts.
     */
    @Idempotent
    Done acted(UserAction request);

    /**
     * Tells the feed that a user just liked something, or undid it: for the next twelve minutes their reactions are
     * read from the store, not from a cache, see {@link magpie.api.post.ReadYourWrites}. Called like {@link #acted},
     * which does the same for reposts, and as harmless to lose.
     */
    @Idempotent
    Done reacted(UserRef request);

    /**
     * A request for a page.
     *
     * @param cursor where the page before ended; null for the first
     * @param limit 1 to {@link magpie.api.Limits#PAGE}
     * @param since the list ends above this activity, for a reader who has seen the rest; 0 for the whole list. An
     *     activity that reaches the reader late has an older id and is missing from such a list
     */
    record FeedQuery(long userId, @Nullable String cursor, int limit, long since) {
        /** A page of the whole list. */
        public FeedQuery(long userId, @Nullable String cursor, int limit) {
            this(userId, cursor, limit, 0);
        }
    }

    /**
     * A page of the feed.
     *
     * @param nextCursor where the next page starts; null at the end
     * @param partial whether a dependency was down and posts may be missing
     * @param token for the reactions of these posts
     */
    record FeedPage(List<FeedEntry> entries, @Nullable String nextCursor, boolean partial, ReadYourWrites token) {}

    /**
     * One visible activity.
     *
     * @param activityId a post's own id, or the repost's
     * @param reposterId who reposted it; 0 for a post
     */
    record FeedEntry(long activityId, long reposterId, PostFacts post) {}

    /** What was done. */
    enum Kind {
        /** {@code userId} published {@code postId}. */
        PUBLISHED,
        /** {@code userId} deleted {@code postId}. */
        POST_DELETED,
        /** {@code userId} reposted {@code postId} as {@code activityId}. */
        REPOSTED,
        /** {@code userId} undid the repost {@code activityId}. */
        REPOST_UNDONE,
        /**
         * The relation of {@code userId} to {@code subjectId} changed: they followed, unfollowed, muted or unmuted
         * them, or one of the two blocked or unblocked the other.
         */
        TIE_CHANGED
    }

    /** What a user did; ids that do not apply are 0. */
    record UserAction(Kind kind, long userId, long subjectId, long activityId, long postId) {}
}
