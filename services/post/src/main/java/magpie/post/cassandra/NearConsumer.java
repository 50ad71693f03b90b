package magpie.post.cassandra;

import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.post.cassandra.near.NearTimelines;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.reactions.ReactionCache;

/**
 * Follows {@code posts} and {@code interactions} in every process and evicts the counts, reactions and timelines that
 * another process changed.
 */
record NearConsumer(PostSummaryCache summaries, ReactionCache reactions, NearTimelines timelines) implements Consumer {
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
        summaries.forget(event.postId());
        timelines.forget(event.authorId());
        if (event.replyToId() != 0) {
            summaries.forget(event.replyToId());
        }
    }

    private void deleted(PostEvent.PostDeleted event) {
        summaries.forget(event.postId());
        timelines.forget(event.authorId());
        if (event.replyToId() != 0) {
            summaries.forget(event.replyToId());
        }
    }

    private void reposted(long userId, long postId) {
        forget(userId, postId);
        timelines.forget(userId);
    }

    private void forget(long userId, long postId) {
        summaries.forget(postId);
        reactions.forget(userId, postId);
    }
}
