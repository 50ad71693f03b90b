package magpie.gateway.v1;

import magpie.api.Limits;
import magpie.api.post.Posts;
import magpie.api.post.TagListing;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.view.PostPageViews;
import magpie.text.PostText;

/** Posts by their tags. A tag that nobody used, or that is none, has an empty list: both may change. */
final class TagRoutes {
    private static final char KIND = 't';

    private final Posts posts;
    private final PostPageViews pages;

    TagRoutes(Posts posts, PostPageViews pages) {
        this.posts = posts;
        this.pages = pages;
    }

    Answer posts(Exchange exchange) {
        String tag = PostText.foldTag(exchange.path("tag"));
        int limit = exchange.query().limit();
        long key = exchange.query().key(KIND, Limits.NEWEST);
        JsonBytes out = new JsonBytes(8_192);
        pages.write(
                out,
                exchange.viewerId(),
                KIND,
                key,
                limit,
                (before, most) -> posts.byTag(new TagListing(tag, before, most)));
        return Answer.ok(out);
    }
}
