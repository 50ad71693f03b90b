package magpie.gateway.v1.json;

import magpie.api.feed.FeedEntry;
import magpie.api.post.PostStats;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.view.Author;
import magpie.gateway.view.FeedViews.FeedView;
import magpie.gateway.view.FeedViews.Part;

/** Writes a page of the home feed in one pass into one buffer. */
public final class FeedJson {
    private static final int ITEM_BYTES = 900;

    private final PostJson posts;

    /** Writes posts by this. */
    public FeedJson(PostJson posts) {
        this.posts = posts;
    }

    /** Writes the page. */
    public JsonBytes write(FeedView feed) {
        JsonBytes out = JsonBytes.page(128 + feed.parts().getFirst().size() * ITEM_BYTES)
                .open();
        out.name("items").openList();
        for (Part part : feed.parts()) {
            items(out, part);
        }
        out.closeList();
        out.name("nextCursor").text(feed.nextCursor());
        return out.name("partial").flag(feed.partial()).close();
    }

    private void items(JsonBytes out, Part part) {
        PostStats stats = part.stats();
        for (int i = 0; i < part.size(); i++) {
            Author author = part.author(i);
            if (author != null) {
                FeedEntry entry = part.entry(i);
                out.open().name("post");
                posts.write(out, entry.post(), author, part.named(), stats, i, true);
                PostJson.endItem(out, entry.activityId(), part.reposter(i));
            }
        }
    }
}
