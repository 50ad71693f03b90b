package magpie.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import magpie.api.Done;
import magpie.api.Limits;
import magpie.api.UserRef;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.feed.Feeds;
import magpie.api.feed.UserAction;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.feed.page.FeedCursor;
import magpie.feed.page.HomePage;
import magpie.feed.page.PageSources;
import magpie.feed.reader.Readers;
import magpie.feed.reader.Reading;
import magpie.kit.expiry.Expiry;

/** Reads feeds, and records what users just did so that their own next read shows it. */
final class FeedService implements Feeds {
    private final PageSources sources;
    private final Readers readers;
    private final PostCache cache;
    private final AuthorTimelines authors;
    private final Timer build;
    private final Timer page;

    FeedService(PageSources sources, Readers readers, MeterRegistry meters) {
        this.sources = sources;
        this.readers = readers;
        this.cache = sources.cache();
        this.authors = sources.authors();
        this.build = meters.timer("magpie_feed_read", "part", "reader");
        this.page = meters.timer("magpie_feed_read", "part", "page");
    }

    @Override
    public FeedPage home(FeedQuery request) {
        Limits.checkPage(request.limit(), Limits.PAGE);
        FeedCursor cursor = FeedCursor.parse(request.cursor());
        Timer.Sample start = Timer.start();
        Reading reader = readers.open(request.userId(), cursor.before(), request.limit() + HomePage.SPARE);
        start.stop(build);
        Timer.Sample read = Timer.start();
        FeedPage made = new HomePage(sources, reader, cursor, request).read();
        read.stop(page);
        return made;
    }

    @Override
    public Done acted(UserAction action) {
        Expiry.current().check();
        switch (action.kind()) {
            case PUBLISHED -> {
                cache.addPost(action.postId());
                authors.insert(action.userId(), action.activityId(), action.postId());
            }
            case REPOSTED -> {
                cache.addRepost(action.activityId(), action.userId());
                authors.insert(action.userId(), action.activityId(), action.postId());
            }
            case POST_DELETED -> cache.removePost(action.postId());
            case REPOST_UNDONE -> cache.removeRepost(action.activityId());
            case RELATIONSHIP_CHANGED -> {} // concerns the readers alone
        }
        readers.acted(action);
        return Done.DONE;
    }

    @Override
    public Done reacted(UserRef request) {
        Expiry.current().check();
        readers.reacted(request.userId());
        return Done.DONE;
    }
}
