package magpie.feed;

import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent;
import magpie.api.post.PostEvent;
import magpie.api.user.UserEvent;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.feed.reader.Celebrities;
import magpie.feed.reader.Readers;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;
import magpie.kit.near.Unseen;

/**
 * Keeps the caches in step with the events; where several instances share the index, each follows them on its own.
 * Everything may come twice and late: entries are inserted by id once, tombstones stay, and for relations Graph is
 * asked instead of trusting the event.
 */
final class FeedConsumer implements Consumer {
    private final Readers readers;
    private final PostCache cache;
    private final AuthorTimelines authors;
    private final Celebrities celebrities;
    private final Unseen unseen;

    FeedConsumer(Readers readers, PostCache cache, AuthorTimelines authors, Celebrities celebrities, Unseen unseen) {
        this.readers = readers;
        this.cache = cache;
        this.authors = authors;
        this.celebrities = celebrities;
        this.unseen = unseen;
    }

    @Override
    public void accept(Event event, Ack ack) {
        switch (event.body()) {
            case PostEvent activity -> onPost(activity);
            case GraphEvent change -> onGraph(change);
            case UserEvent change -> onUser(change, event.at());
            default -> throw new IllegalArgumentException("event: " + event + " (expected: posts, graph or users)");
        }
        ack.done();
    }

    /** Activities show at once to all who pull their actor; others get them by the fan-out. */
    void onPost(PostEvent event) {
        switch (event) {
            case PostEvent.PostPublished post -> {
                cache.addPost(post.postId());
                authors.insert(post.authorId(), post.postId(), post.postId());
            }
            case PostEvent.Reposted repost -> {
                cache.addRepost(repost.activityId(), repost.actorId());
                authors.insert(repost.actorId(), repost.activityId(), repost.postId());
            }
            case PostEvent.PostDeleted gone -> cache.removePost(gone.postId());
            case PostEvent.RepostUndone gone -> cache.removeRepost(gone.activityId());
        }
    }

    private void onGraph(GraphEvent event) {
        switch (event) {
            case GraphEvent.Followed relationship ->
                readers.relationshipChanged(relationship.followerId(), relationship.followeeId());
            case GraphEvent.Unfollowed relationship ->
                readers.relationshipChanged(relationship.followerId(), relationship.followeeId());
            case GraphEvent.Blocked relationship -> blocksChanged(relationship.blockerId(), relationship.blockedId());
            case GraphEvent.Unblocked relationship -> blocksChanged(relationship.blockerId(), relationship.blockedId());
            case GraphEvent.Muted relationship ->
                readers.relationshipChanged(relationship.muterId(), relationship.mutedId());
            case GraphEvent.Unmuted relationship ->
                readers.relationshipChanged(relationship.muterId(), relationship.mutedId());
            case GraphEvent.CelebrityChanged author ->
                celebrities.learn(new CelebrityStatus(author.authorId(), author.since(), author.until()));
        }
    }

    /** Unlike a follow or a mute, a block concerns both: neither sees the other. */
    private void blocksChanged(long blockerId, long blockedId) {
        readers.relationshipChanged(blockerId, blockedId);
        readers.relationshipChanged(blockedId, blockerId);
    }

    private void onUser(UserEvent event, long at) {
        unseen.heard(event, at);
        if (event instanceof UserEvent.Deleted) {
            readers.forget(event.userId());
        }
    }
}
