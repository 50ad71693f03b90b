package magpie.post.cassandra;

import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * Follows the topics {@code posts} and {@code interactions} in every process and forgets the counts and deeds that
 * another one changed. The parent of a reply that was deleted is not in the event: its count is read again when it is old.
 */
record NearConsumer(Heads heads, NearDeeds deeds) implements Consumer {
    @Override
    public void accept(Event event, Ack ack) {
        switch (event.body()) {
            case PostEvent.PostPublished e when e.replyToId() != 0 -> heads.forget(e.replyToId());
            case PostEvent.PostDeleted e -> heads.forget(e.postId());
            case PostEvent.Reposted e -> forget(e.actorId(), e.postId());
            case PostEvent.RepostUndone e -> forget(e.actorId(), e.postId());
            case InteractionEvent.Liked e -> forget(e.userId(), e.postId());
            case InteractionEvent.Unliked e -> forget(e.userId(), e.postId());
            default -> {} // changes nothing of the kind
        }
        ack.done();
    }

    private void forget(long userId, long postId) {
        heads.forget(postId);
        deeds.forget(userId, postId);
    }
}
