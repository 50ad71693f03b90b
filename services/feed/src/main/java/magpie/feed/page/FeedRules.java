package magpie.feed.page;

import magpie.api.post.PostFacts;
import magpie.feed.reader.Relations;
import magpie.kit.near.Unseen;

/**
 * What belongs into a feed: pure functions of the reader's relations and of who is to be seen now, the same over the index
 * and the stores.
 */
final class FeedRules {
    private FeedRules() {}

    /** Whether nobody is to see it, whoever reads. */
    static boolean unseen(Unseen unseen, long actorId, PostFacts post) {
        return unseen.contains(post.authorId()) || unseen.contains(actorId);
    }

    /**
     * Whether an activity enters a reader's feed. One's own always does. Others must be followed, and neither the actor nor
     * the author silenced; a reply must answer the reader, somebody also followed, or its author's own thread. Nobody
     * follows an account that is deleted.
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

    /** Whether the reader's relation to the author must be asked for: a stranger, reposted, and the list was cut. */
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
