package magpie.post.cassandra;

import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * Follows the topics {@code posts} and {@code interactions} in every process and forgets the counts that another one
 * changed. The parent of a reply that was deleted is not in the event: its count is read again when it is old.
 */
record HeadsConsumer(Heads heads) implements Consumer {
    @Override
    public void accept(Event event, Ack ack) {
        switch (event.body()) {
            case PostEvent.PostPublished e when e.replyToId() != 0 -> heads.forget(e.replyToId());
            case PostEvent.PostDeleted e -> heads.forget(e.postId());
            case PostEvent.Reposted e -> heads.forget(e.postId());
            case PostEvent.RepostUndone e -> heads.forget(e.postId());
            case InteractionEvent.Liked e -> heads.forget(e.postId());
            case InteractionEvent.Unliked e -> heads.forget(e.postId());
            default -> {} // changes no counts
        }
        ack.done();
    }
}
