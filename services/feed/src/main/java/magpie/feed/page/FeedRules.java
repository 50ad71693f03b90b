package magpie.feed.page;

import magpie.api.post.PostFacts;
import magpie.feed.reader.Relations;
import magpie.kit.near.Unseen;

/**
 * Decides what belongs in a feed: pure functions of the reader's relations and of what is visible now, the same for the
 * index and the stores.
 */
final class FeedRules {
    private FeedRules() {}

    /** Whether it is hidden from every reader. */
    static boolean unseen(Unseen unseen, long actorId, PostFacts post) {
        return unseen.contains(post.authorId()) || unseen.contains(actorId);
    }

    /**
     * Whether an activity enters a reader's feed. One's own always does. Others must be followed, and neither actor nor
     * author blocked or muted; a reply must answer the reader, somebody else followed, or its author's own thread.
     * Nobody follows a deleted account.
     */
    static boolean enters(
            Relations relations, Unseen unseen, long readerId, long actorId, boolean repost, PostFacts post) {
        if (unseen(unseen, actorId, post) || relations.silences(post.authorId())) {
            return false;
        }
        if (actorId == readerId) {
            return true;
        }
        return relations.follows(actorId)
                && !relations.silences(actorId)
                && (repost || answersSomebodyKnown(relations, unseen, readerId, post));
    }

    /** Whether Graph must be asked about the author: a stranger, reposted, while the block list was cut. */
    static boolean isUncertain(Relations relations, long readerId, PostFacts post) {
        return !relations.hiddenComplete() && post.authorId() != readerId && !relations.follows(post.authorId());
    }

    private static boolean answersSomebodyKnown(Relations relations, Unseen unseen, long readerId, PostFacts post) {
        long answered = post.replyToAuthorId();
        return post.replyToId() == 0
                || answered == post.authorId()
                || answered == readerId
                || (relations.follows(answered) && !unseen.isGone(answered));
    }
}
