package magpie.gateway.v1;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.feed.Feeds;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.v1.json.Cursors;
import magpie.gateway.v1.json.FeedJson;
import magpie.gateway.view.FeedViews;

/** The home feed. */
final class FeedRoutes {
    private final Feeds feeds;
    private final FeedViews views;
    private final FeedJson json;
    private final Timer pages;

    FeedRoutes(Feeds feeds, FeedViews views, FeedJson json, MeterRegistry meters) {
        this.json = json;
        this.feeds = feeds;
        this.views = views;
        this.pages = meters.timer("magpie_feed_compose", "part", "feed");
    }

    Answer home(Exchange exchange) {
        long userId = exchange.signedIn().userId();
        int limit = exchange.query().limit();
        String cursor = exchange.query().cursor();
        FeedPage first = page(new FeedQuery(userId, cursor, limit));
        return Answer.ok(
                json.write(views.compose(userId, first, (from, rest) -> page(new FeedQuery(userId, from, rest)))));
    }

    private FeedPage page(FeedQuery query) {
        Timer.Sample sample = Timer.start();
        try {
            return feeds.home(query);
        } catch (ServiceException e) {
            throw e.code() == Code.MALFORMED ? Cursors.malformed() : e;
        } finally {
            sample.stop(pages);
        }
    }
}
