package magpie.post.cassandra;

import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * Follows the topics {@code posts} and {@code interactions} in every process and forgets the counts, deeds and
 * timelines that another one changed.
 */
record NearConsumer(PostSummaryCache heads, ReactionCache deeds, NearTimelines timelines) implements Consumer {
    @Override
    public void accept(Event event, Ack ack) {
        switch (event.body()) {
            case PostEvent.PostPublished e -> published(e);
            case PostEvent.PostDeleted e -> deleted(e);
            case PostEvent.Reposted e -> reposted(e.actorId(), e.postId());
            case PostEvent.RepostUndone e -> reposted(e.actorId(), e.postId());
            case InteractionEvent.Liked e -> forget(e.userId(), e.postId());
            case InteractionEvent.Unliked e -> forget(e.userId(), e.postId());
            default -> {} // changes nothing of the kind
        }
        ack.done();
    }

    private void published(PostEvent.PostPublished event) {
        heads.forget(event.postId());
        timelines.forget(event.authorId());
        if (event.replyToId() != 0) {
            heads.forget(event.replyToId());
        }
    }

    private void deleted(PostEvent.PostDeleted event) {
        heads.forget(event.postId());
        timelines.forget(event.authorId());
        if (event.replyToId() != 0) {
            heads.forget(event.replyToId());
        }
    }

    private void reposted(long userId, long postId) {
        forget(userId, postId);
        timelines.forget(userId);
    }

    private void forget(long userId, long postId) {
        heads.forget(postId);
        deeds.forget(userId, postId);
    }
}
