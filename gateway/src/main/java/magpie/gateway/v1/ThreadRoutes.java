package magpie.gateway.v1;

import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.Cursors;
import magpie.gateway.v1.json.PageJson;
import magpie.gateway.v1.json.PostJson;
import magpie.gateway.view.ThreadViews;
import magpie.gateway.view.Visibility;

/** Threads: what a post replies to, and the replies to it. */
final class ThreadRoutes {
    private static final char KIND = 'r';

    private final Visibility visibility;
    private final ThreadViews views;
    private final PostJson json;

    ThreadRoutes(Visibility visibility, ThreadViews views, PostJson json) {
        this.visibility = visibility;
        this.views = views;
        this.json = json;
    }

    Answer thread(Exchange exchange) {
        long viewerId = exchange.viewerId();
        long postId = exchange.id("id");
        int limit = exchange.query().limit();
        ThreadViews.InThread thread = views.thread(viewerId, postId);
        JsonBytes out = new JsonBytes(16_384).open();
        ancestors(out, thread);
        json.write(out.name("post"), thread.post());
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

    /** Writes the posts above; a deleted or hidden one becomes a tombstone. */
    private void ancestors(JsonBytes out, ThreadViews.InThread thread) {
        out.name("ancestors").openList();
        for (ThreadViews.Above above : thread.ancestors()) {
            if (above.post() == null) {
                tombstone(out, above.id());
            } else {
                json.write(out, above.post());
            }
        }
        out.closeList();
    }

    private void replies(JsonBytes out, long viewerId, long postId, long key, int limit) {
        PageJson.write(out, views.replies(viewerId, postId, key, limit), KIND, json::write);
    }

    private static void tombstone(JsonBytes out, long postId) {
        out.open().name("id").id(postId).name("deleted").flag(true).close();
    }
}
