package magpie.gateway.v1;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.post.Conversation;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRef;
import magpie.api.post.Posts;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.Cursors;
import magpie.gateway.v1.json.PageJson;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.view.Pages;
import magpie.gateway.view.PostPageViews;
import magpie.gateway.view.PostViews;
import magpie.gateway.view.PostViews.Counted;
import magpie.gateway.view.Visibility;

/** Threads: what a post replies to, and the replies to it. */
final class ThreadRoutes {
    private static final char KIND = 'r';

    private final Posts posts;
    private final Visibility visibility;
    private final PostViews views;
    private final PostPageViews pages;
    private final PostJson json;

    ThreadRoutes(Posts posts, Visibility visibility, PostViews views, PostPageViews pages, PostJson json) {
        this.json = json;
        this.posts = posts;
        this.visibility = visibility;
        this.views = views;
        this.pages = pages;
    }

    Answer thread(Exchange exchange) {
        long viewerId = exchange.viewerId();
        long postId = exchange.id("id");
        int limit = exchange.query().limit();
        visibility.readable(viewerId, postId);
        Conversation conversation = posts.thread(new PostRef(postId));
        if (conversation.post() == null) {
            throw ServiceException.notFound("post");
        }
        JsonBytes out = new JsonBytes(16_384).open();
        ancestors(out, viewerId, nearest(conversation.ancestors()));
        Counted post = views.present(viewerId, List.of(conversation.post()), Set.of()).stream()
                .findFirst()
                .orElseThrow(() -> ServiceException.notFound("post"));
        json.write(out.name("post"), post);
        replies(out.name("replies"), viewerId, postId, 0, limit);
        return Answer.ok(out.close());
    }

    Answer replies(Exchange exchange) {
        long viewerId = exchange.viewerId();
        long postId = exchange.id("id");
        int limit = exchange.query().limit();
        long key = Cursors.key(exchange.query(), KIND, 0);
        visibility.readable(viewerId, postId);
        JsonBytes out = new JsonBytes(8_192);
        replies(out, viewerId, postId, key, limit);
        return Answer.ok(out);
    }

    /** Returns as many of the posts above as fit a page: if they are large, the farthest are left out. */
    private static List<Conversation.Ancestor> nearest(List<Conversation.Ancestor> ancestors) {
        int first = ancestors.size();
        for (int bytes = 0; first > 0 && bytes < Limits.PAGE_BYTES; first--) {
            PostFacts post = ancestors.get(first - 1).post();
            bytes += post == null ? 0 : post.bytes();
        }
        return ancestors.subList(first, ancestors.size());
    }

    /** Writes the posts above; a deleted or hidden one becomes a tombstone. */
    private void ancestors(JsonBytes out, long viewerId, List<Conversation.Ancestor> ancestors) {
        List<PostFacts> present = new ArrayList<>();
        for (Conversation.Ancestor ancestor : ancestors) {
            if (ancestor.post() != null) {
                present.add(ancestor.post());
            }
        }
        List<Counted> counted = views.present(viewerId, present, pages.hidden(viewerId, present));
        out.name("ancestors").openList();
        for (Conversation.Ancestor ancestor : ancestors) {
            counted.stream()
                    .filter(c -> c.shown().post().id() == ancestor.id())
                    .findFirst()
                    .ifPresentOrElse(post -> json.write(out, post), () -> tombstone(out, ancestor.id()));
        }
        out.closeList();
    }

    private void replies(JsonBytes out, long viewerId, long postId, long key, int limit) {
        PageJson.write(
                out,
                pages.page(
                        viewerId,
                        Pages.Range.from(key),
                        limit,
                        (from, most) -> posts.replies(new Listing(postId, from, most))),
                KIND,
                json::write);
    }

    private static void tombstone(JsonBytes out, long postId) {
        out.open().name("id").id(postId).name("deleted").flag(true).close();
    }
}
