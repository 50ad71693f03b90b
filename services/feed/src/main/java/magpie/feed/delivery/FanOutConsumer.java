package magpie.feed.delivery;

import magpie.api.post.PostEvent;
import magpie.feed.reader.Readers;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * Delivers activities to the feeds of their actors and, by the fan-out, which acknowledges, to those of their
 * followers. Where several instances share the index, one of them handles each event.
 */
public final class FanOutConsumer implements Consumer {
    private final Readers readers;
    private final FanOut fanOut;

    public FanOutConsumer(Readers readers, FanOut fanOut) {
        this.readers = readers;
        this.fanOut = fanOut;
    }

    @Override
    public void accept(Event event, Ack ack) {
        switch (event.body()) {
            case PostEvent.PostPublished post -> fanOut(post.authorId(), post.postId(), post.postId(), event.at(), ack);
            case PostEvent.Reposted repost ->
                fanOut(repost.actorId(), repost.activityId(), repost.postId(), event.at(), ack);
            default -> ack.done(); // endings take effect at the read
        }
    }

    private void fanOut(long actorId, long activityId, long postId, long at, Ack ack) {
        readers.deliver(new long[] {actorId}, activityId, postId);
        fanOut.submit(actorId, activityId, postId, at, ack);
    }
}
