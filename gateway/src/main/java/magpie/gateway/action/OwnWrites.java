package magpie.gateway.action;

import magpie.api.UserRef;
import magpie.api.feed.Feeds;
import magpie.api.feed.UserAction;
import magpie.api.feed.UserAction.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the feed what a user just did, before the answer, so that their next read shows it. The event brings the same a
 * little later: a failed call costs freshness, never the request, which has already succeeded.
 */
public final class OwnWrites {
    private static final Logger log = LoggerFactory.getLogger(OwnWrites.class);

    private final Feeds feeds;

    public OwnWrites(Feeds feeds) {
        this.feeds = feeds;
    }

    public void published(long userId, long postId) {
        tell(new UserAction(Kind.PUBLISHED, userId, 0, postId, postId));
    }

    public void deleted(long userId, long postId) {
        tell(new UserAction(Kind.POST_DELETED, userId, 0, postId, postId));
    }

    public void reposted(long userId, long activityId, long postId) {
        tell(new UserAction(Kind.REPOSTED, userId, 0, activityId, postId));
    }

    public void unreposted(long userId, long activityId, long postId) {
        tell(new UserAction(Kind.REPOST_UNDONE, userId, 0, activityId, postId));
    }

    /** Liked something or took that back; also called with a repost. */
    public void reacted(long userId) {
        tell("a reaction", userId, () -> feeds.reacted(new UserRef(userId)));
    }

    public void relationshipChanged(long userId, long subjectId) {
        tell(new UserAction(Kind.RELATIONSHIP_CHANGED, userId, subjectId, 0, 0));
    }

    private void tell(UserAction action) {
        tell(action.kind().name(), action.userId(), () -> feeds.acted(action));
    }

    private static void tell(String what, long userId, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.warn("the feed was not told of {} of user {}: {}", what, userId, e.toString());
        }
    }
}
