package magpie.gateway.v1;

import java.util.regex.Pattern;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.graph.Graph;
import magpie.api.graph.MutualsListing;
import magpie.api.user.Profile;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.Cursors;
import magpie.gateway.v1.json.PageJson;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.v1.json.UserJson;
import magpie.gateway.view.Pages;
import magpie.gateway.view.TimelineViews;
import magpie.gateway.view.TimelineViews.AuthorPage;
import magpie.gateway.view.UserViews;
import magpie.gateway.view.Visibility;
import magpie.text.AccountNames;

/** Other people: their profiles, their relationships, their posts. */
final class UserRoutes {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9_]{1,30}");

    private static final int ITEM_BYTES = 900;

    private final Graph graph;
    private final Visibility visibility;
    private final UserViews views;
    private final UserPages pages;
    private final TimelineViews timelines;
    private final PostJson json;

    UserRoutes(Graph graph, Visibility visibility, UserViews views, TimelineViews timelines, PostJson json) {
        this.json = json;
        this.graph = graph;
        this.visibility = visibility;
        this.views = views;
        this.pages = new UserPages(views);
        this.timelines = timelines;
    }

    Answer byId(Exchange exchange) {
        return user(exchange, visibility.profile(exchange.viewerId(), exchange.id("id")));
    }

    Answer byName(Exchange exchange) {
        String name = AccountNames.username(exchange.path("name"));
        if (!USERNAME.matcher(name).matches()) {
            throw ServiceException.notFound("user");
        }
        return user(exchange, visibility.profile(exchange.viewerId(), name));
    }

    Answer followers(Exchange exchange) {
        long userId = exchange.id("id");
        return people(exchange, userId, 'f', (key, limit) -> graph.followers(new Listing(userId, key, limit)));
    }

    Answer following(Exchange exchange) {
        long userId = exchange.id("id");
        return people(exchange, userId, 'g', (key, limit) -> graph.following(new Listing(userId, key, limit)));
    }

    Answer mutuals(Exchange exchange) {
        long userId = exchange.id("id");
        long viewerId = exchange.signedIn().userId();
        return people(
                exchange, userId, 'm', (key, limit) -> graph.mutuals(new MutualsListing(viewerId, userId, key, limit)));
    }

    Answer posts(Exchange exchange) {
        long userId = exchange.id("id");
        int limit = exchange.query().limit();
        boolean replies = exchange.query().flag("replies");
        char kind = replies ? 'q' : 'p';
        long key = Cursors.key(exchange.query(), kind, Limits.NEWEST);
        visibility.user(exchange.viewerId(), userId);
        AuthorPage timeline = timelines.byAuthor(exchange.viewerId(), userId, replies, Pages.Range.from(key), limit);
        JsonBytes out = JsonBytes.page(128 + limit * ITEM_BYTES);
        PageJson.write(out, timeline.page(), kind, (to, item) -> {
            json.write(to.open().name("post"), item.post());
            PostJson.endItem(to, item.activity().id(), item.activity().repost() ? timeline.author() : null);
        });
        return Answer.ok(out);
    }

    private Answer people(Exchange exchange, long userId, char kind, UserPages.Listed listed) {
        return pages.open(exchange, kind, () -> visibility.user(exchange.viewerId(), userId), listed);
    }

    private Answer user(Exchange exchange, Profile profile) {
        JsonBytes out = new JsonBytes();
        UserJson.write(out, views.view(exchange.viewerId(), profile));
        return Answer.ok(out);
    }
}
