package magpie.gateway.v1;

import magpie.api.Limits;
import magpie.api.post.Posts;
import magpie.api.post.TagListing;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.Cursors;
import magpie.gateway.v1.json.PageJson;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.view.Pages;
import magpie.gateway.view.PostPageViews;
import magpie.text.PostText;

/** Posts by tag. A tag that nobody used, or that is invalid, has an empty list: both may change. */
final class TagRoutes {
    private static final char KIND = 't';

    private final Posts posts;
    private final PostPageViews pages;
    private final PostJson json;

    TagRoutes(Posts posts, PostPageViews pages, PostJson json) {
        this.json = json;
        this.posts = posts;
        this.pages = pages;
    }

    Answer posts(Exchange exchange) {
        String tag = PostText.foldTag(exchange.path("tag"));
        int limit = exchange.query().limit();
        long key = Cursors.key(exchange.query(), KIND, Limits.NEWEST);
        JsonBytes out = new JsonBytes(8_192);
        PageJson.write(
                out,
                pages.page(
                        exchange.viewerId(),
                        Pages.Range.from(key),
                        limit,
                        (before, most) -> posts.byTag(new TagListing(tag, before, most))),
                KIND,
                json::write);
        return Answer.ok(out);
    }
}
