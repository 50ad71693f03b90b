package magpie.gateway.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.feed.Feeds.FeedEntry;
import magpie.api.feed.Feeds.FeedPage;
import magpie.api.post.Posts;
import magpie.api.post.Reactions.Marks;
import magpie.api.post.Reactions.MarksQuery;
import magpie.gateway.http.JsonBytes;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: a page of the home feed from the ids and bytes that the feed service gives, in one pass over one
 * buffer. When counts or authors cannot be had, what is near is shown and the page says that it is partial.
 */
public final class FeedViews {
    private static final int ITEM_BYTES = 900;

    private final Posts posts;
    private final Authors authors;
    private final Timer marksTimer;
    private final Timer authorsTimer;

    /** Feed pages of what these know. */
    public FeedViews(Posts posts, Authors authors, MeterRegistry meters) {
        this.posts = posts;
        this.authors = authors;
        this.marksTimer = meters.timer("magpie_feed_compose", "part", "marks");
        this.authorsTimer = meters.timer("magpie_feed_compose", "part", "authors");
    }

    /** Writes a page for its reader. */
    public JsonBytes write(long viewerId, FeedPage page) {
        List<FeedEntry> entries = page.entries();
        Marks marks = marksTimer.record(() -> marks(viewerId, entries));
        Map<Long, Author> known = authorsTimer.record(() -> authors(entries));
        boolean partial = page.partial() || marks == null || known == null;
        JsonBytes out = new JsonBytes(128 + entries.size() * ITEM_BYTES).open();
        out.name("items").openList();
        items(
                out,
                entries,
                marks == null ? zeros(entries.size()) : marks,
                known == null ? authors.near(ids(entries)) : known);
        out.closeList();
        out.name("nextCursor").text(page.nextCursor());
        return out.name("partial").flag(partial).close();
    }

    private static void items(JsonBytes out, List<FeedEntry> entries, Marks marks, Map<Long, Author> known) {
        for (int i = 0; i < entries.size(); i++) {
            FeedEntry entry = entries.get(i);
            Author author = known.get(entry.post().authorId());
            Author reposter = entry.reposterId() == 0 ? null : known.get(entry.reposterId());
            boolean actorSeen = entry.reposterId() == 0 || reposter != null;
            if (author != null && actorSeen && !marks.has(i, Marks.GONE)) {
                int row = i;
                PostViews.writeItem(
                        out,
                        entry.activityId(),
                        reposter,
                        () -> PostViews.write(out, entry.post(), author, marks, row, true));
            }
        }
    }

    private @Nullable Marks marks(long viewerId, List<FeedEntry> entries) {
        long[] ids = new long[entries.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = entries.get(i).post().id();
        }
        try {
            return ids.length == 0 ? zeros(0) : posts.marks(new MarksQuery(viewerId, ids));
        } catch (ServiceException e) {
            checkAway(e);
            return null;
        }
    }

    private @Nullable Map<Long, Author> authors(List<FeedEntry> entries) {
        try {
            return authors.of(ids(entries));
        } catch (ServiceException e) {
            checkAway(e);
            return null;
        }
    }

    /** Only what is away is done without; any other fault is the request's. */
    private static void checkAway(ServiceException fault) {
        if (fault.code() != Code.UNAVAILABLE && fault.code() != Code.OVERLOADED) {
            throw fault;
        }
    }

    private static Set<Long> ids(List<FeedEntry> entries) {
        Set<Long> ids = HashSet.newHashSet(entries.size() * 2);
        for (FeedEntry entry : entries) {
            ids.add(entry.post().authorId());
            if (entry.reposterId() != 0) {
                ids.add(entry.reposterId());
            }
        }
        return ids;
    }

    private static Marks zeros(int size) {
        return new Marks(new int[size], new int[size], new int[size], new byte[size]);
    }
}
