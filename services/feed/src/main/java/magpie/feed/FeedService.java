package magpie.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import magpie.api.Done;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;

/** Reads feeds, and takes in what users just did so that their own next read shows it. */
final class FeedService implements Feeds {
    private final FeedConfig config;
    private final Graph graph;
    private final Posts posts;
    private final Readers readers;
    private final PostCache cache;
    private final AuthorTimelines authors;
    private final Timer build;
    private final Timer page;

    FeedService(
            FeedConfig config,
            Graph graph,
            Posts posts,
            Readers readers,
            PostCache cache,
            AuthorTimelines authors,
            MeterRegistry meters) {
        this.config = config;
        this.graph = graph;
        this.posts = posts;
        this.readers = readers;
        this.cache = cache;
        this.authors = authors;
        this.build = meters.timer("magpie_feed_read", "part", "reader");
        this.page = meters.timer("magpie_feed_read", "part", "page");
    }

    @Override
    public FeedPage home(FeedQuery request) {
        if (request.limit() < 1 || request.limit() > Limits.PAGE) {
            throw ServiceException.invalid("limit", "must be 1 to " + Limits.PAGE);
        }
        FeedCursor cursor = FeedCursor.parse(request.cursor());
        Timer.Sample start = Timer.start();
        Reader reader = readers.active(request.userId());
        start.stop(build);
        Timer.Sample read = Timer.start();
        FeedPage made = new HomePage(
                        reader, request.userId(), cursor, request.limit(), config, graph, posts, cache, authors)
                .read();
        read.stop(page);
        return made;
    }

    @Override
    public Done acted(Act act) {
        switch (act.kind()) {
            case PUBLISHED -> publish(act.userId(), act.postId(), act.postId());
            case REPOSTED -> {
                cache.addRepost(act.activityId(), act.userId());
                publish(act.userId(), act.activityId(), act.postId());
            }
            case POST_DELETED -> cache.removePost(act.postId());
            case REPOST_UNDONE -> cache.removeRepost(act.activityId());
            case TIE_CHANGED -> tieChanged(act.userId(), act.subjectId());
        }
        return Done.DONE;
    }

    /** Shows an activity to its actor, and to all who pull the actor, at once; others get it by the fan-out. */
    void publish(long actorId, long activityId, long postId) {
        authors.insert(actorId, activityId, postId);
        Reader self = readers.ifActive(actorId);
        if (self != null) {
            self.timeline().insert(activityId, postId);
        }
    }

    /** Brings both sides up to what Graph says now; those that are not active will read it when they return. */
    void tieChanged(long oneId, long otherId) {
        Reader one = readers.ifActive(oneId);
        if (one != null) {
            one.refreshTie(otherId);
        }
        Reader other = readers.ifActive(otherId);
        if (other != null) {
            other.refreshTie(oneId);
        }
    }
}
