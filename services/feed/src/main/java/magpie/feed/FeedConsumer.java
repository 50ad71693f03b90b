package magpie.feed;

import magpie.api.graph.GraphEvent;
import magpie.api.graph.Ties.Standing;
import magpie.api.post.PostEvent;
import magpie.api.user.UserEvent;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * What the feed does on events. All of it may come twice and late: entries go in by id once, tombstones stay, and
 * relations are asked of Graph instead of being believed. Activities are handed to the fan-out, which acknowledges.
 */
final class FeedConsumer implements Consumer {
    private final FeedService feed;
    private final FanOut fanOut;
    private final Readers readers;
    private final PostCache cache;
    private final Standings standings;

    FeedConsumer(FeedService feed, FanOut fanOut, Readers readers, PostCache cache, Standings standings) {
        this.feed = feed;
        this.fanOut = fanOut;
        this.readers = readers;
        this.cache = cache;
        this.standings = standings;
    }

    @Override
    public void accept(Event event, Ack ack) {
        switch (event.body()) {
            case PostEvent activity -> onPost(activity, event.at(), ack);
            case GraphEvent change -> {
                onGraph(change);
                ack.done();
            }
            case UserEvent change -> {
                onUser(change);
                ack.done();
            }
            default -> throw new IllegalArgumentException("event: " + event + " (expected: posts, graph or users)");
        }
    }

    private void onPost(PostEvent event, long at, Ack ack) {
        switch (event) {
            case PostEvent.PostPublished post -> fanOut(post.authorId(), post.postId(), post.postId(), at, ack);
            case PostEvent.Reposted repost -> {
                cache.addRepost(repost.activityId(), repost.actorId());
                fanOut(repost.actorId(), repost.activityId(), repost.postId(), at, ack);
            }
            case PostEvent.PostDeleted gone -> {
                cache.removePost(gone.postId());
                ack.done();
            }
            case PostEvent.RepostUndone gone -> {
                cache.removeRepost(gone.activityId());
                ack.done();
            }
        }
    }

    private void fanOut(long actorId, long activityId, long postId, long at, Ack ack) {
        feed.publish(actorId, activityId, postId);
        fanOut.submit(actorId, activityId, postId, at, ack);
    }

    private void onGraph(GraphEvent event) {
        switch (event) {
            case GraphEvent.Followed tie -> feed.tieChanged(tie.followerId(), tie.followeeId());
            case GraphEvent.Unfollowed tie -> feed.tieChanged(tie.followerId(), tie.followeeId());
            case GraphEvent.Blocked tie -> feed.tieChanged(tie.blockerId(), tie.blockedId());
            case GraphEvent.Unblocked tie -> feed.tieChanged(tie.blockerId(), tie.blockedId());
            case GraphEvent.Muted tie -> feed.tieChanged(tie.muterId(), tie.mutedId());
            case GraphEvent.Unmuted tie -> feed.tieChanged(tie.muterId(), tie.mutedId());
            case GraphEvent.StandingChanged standing ->
                standings.learn(new Standing(standing.authorId(), standing.since(), standing.until()));
        }
    }

    private void onUser(UserEvent event) {
        if (event instanceof UserEvent.Deleted) {
            readers.forget(event.userId());
        }
    }
}
