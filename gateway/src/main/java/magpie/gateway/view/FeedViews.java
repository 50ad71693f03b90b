package magpie.gateway.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.feed.FeedEntry;
import magpie.api.feed.FeedPage;
import magpie.api.post.PostFacts;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Posts;
import org.jspecify.annotations.Nullable;

/**
 * The hot path: turns posts from the feed service into a page of the home feed. If counts or authors are unavailable,
 * it shows what is cached and marks the page as partial.
 *
 * <p>The feed leaves out what is hidden from all. What this gateway knows to be hidden, and the feed does not yet, is
 * left out here, and the page is refilled from where it ended.
 */
public final class FeedViews {
    /** How often a page is refilled, each time for what was left out of the last one. */
    private static final int MOST_REFILLS = 8;

    private final Posts posts;
    private final Authors authors;
    private final Timer statsTimer;
    private final Timer authorsTimer;

    /** Composes pages from these. */
    public FeedViews(Posts posts, Authors authors, MeterRegistry meters) {
        this.posts = posts;
        this.authors = authors;
        this.statsTimer = meters.timer("magpie_feed_compose", "part", "stats");
        this.authorsTimer = meters.timer("magpie_feed_compose", "part", "authors");
    }

    /** The continuation of a page. */
    public interface Rest {
        /** Returns at most {@code limit} entries from a cursor on. */
        FeedPage page(String cursor, int limit);
    }

    /**
     * A page as its reader sees it.
     *
     * @param parts its entries: nearly always one part, and more if the page was refilled
     * @param nextCursor where the next page starts; null at the end
     * @param partial whether something was unavailable
     */
    public record FeedView(List<Part> parts, @Nullable String nextCursor, boolean partial) {}

    /** Some entries of a page, and all that is known about them. */
    public static final class Part {
        private final FeedPage page;
        private final @Nullable PostStats stats;
        private final Actors actors;

        private Part(FeedPage page, @Nullable PostStats stats, Actors actors) {
            this.page = page;
            this.stats = stats;
            this.actors = actors;
        }

        /** The number of entries, shown or not. */
        public int size() {
            return page.entries().size();
        }

        /** Returns an entry. */
        public FeedEntry entry(int i) {
            return page.entries().get(i);
        }

        /** The author of an entry's post; null if it is not shown. */
        public @Nullable Author author(int i) {
            return shows(i) ? actors.authors[i] : null;
        }

        /** The reposter; null for nobody. */
        public @Nullable Author reposter(int i) {
            return actors.reposters[i];
        }

        /** The people the posts mention, by id. */
        public Map<Long, Author> named() {
            return actors.named;
        }

        /** Counts and the viewer's reactions, one row per entry; zeros if unavailable. */
        public PostStats stats() {
            return stats == null ? zeros(size()) : stats;
        }

        private boolean partial() {
            return page.partial() || stats == null || !actors.complete;
        }

        private boolean shows(int i) {
            return isVisible(actors.authors[i])
                    && (entry(i).reposterId() == 0 || isVisible(actors.reposters[i]))
                    && (stats == null || !stats.has(i, PostStats.GONE));
        }

        private int leftOut() {
            int leftOut = 0;
            for (int i = 0; i < size(); i++) {
                leftOut += shows(i) ? 0 : 1;
            }
            return leftOut;
        }
    }

    /** Composes a page for its reader, refilled for entries that were left out. */
    public FeedView compose(long viewerId, FeedPage page, Rest rest) {
        Part part = part(viewerId, page);
        int missing = part.partial() ? 0 : part.leftOut();
        if (missing == 0 || page.nextCursor() == null) {
            return new FeedView(List.of(part), page.nextCursor(), part.partial());
        }
        List<Part> parts = new ArrayList<>();
        parts.add(part);
        String next = page.nextCursor();
        for (int i = 0; missing > 0 && next != null && i < MOST_REFILLS; i++) {
            part = part(viewerId, rest.page(next, missing));
            parts.add(part);
            next = part.page.nextCursor();
            missing = part.partial() ? 0 : part.leftOut();
        }
        return new FeedView(parts, next, part.partial());
    }

    private Part part(long viewerId, FeedPage page) {
        List<FeedEntry> entries = page.entries();
        long start = System.nanoTime();
        PostStats stats = stats(viewerId, page);
        long marked = System.nanoTime();
        Actors actors = actors(entries, marked);
        long known = System.nanoTime();
        statsTimer.record(marked - start, TimeUnit.NANOSECONDS);
        authorsTimer.record(known - marked, TimeUnit.NANOSECONDS);
        return new Part(page, stats, actors);
    }

    private static boolean isVisible(@Nullable Author author) {
        return author != null && author.id() != 0;
    }

    private @Nullable PostStats stats(long viewerId, FeedPage page) {
        List<FeedEntry> entries = page.entries();
        long[] ids = new long[entries.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = entries.get(i).post().id();
        }
        try {
            return ids.length == 0 ? zeros(0) : posts.stats(new PostStatsQuery(viewerId, page.token(), ids));
        } catch (ServiceException e) {
            checkAway(e);
            return null;
        }
    }

    /** The visible authors, reposters and mentioned people of each entry; incomplete if that cannot be found out. */
    private record Actors(
            @Nullable Author[] authors, @Nullable Author[] reposters, Map<Long, Author> named, boolean complete) {}

    /** Looks each up in the cache once; a set of missing ones is only made if there are any. */
    private Actors actors(List<FeedEntry> entries, long now) {
        Actors near = new Actors(
                new @Nullable Author[entries.size()], new @Nullable Author[entries.size()], new HashMap<>(), true);
        boolean all = true;
        for (int i = 0; i < entries.size(); i++) {
            FeedEntry entry = entries.get(i);
            near.authors[i] = authors.near(entry.post().authorId(), now);
            near.reposters[i] = entry.reposterId() == 0 ? null : authors.near(entry.reposterId(), now);
            all &= near.authors[i] != null && (entry.reposterId() == 0 || near.reposters[i] != null);
            if (entry.post().namesSomebody()) {
                all &= nearNamed(entry.post(), near.named, now);
            }
        }
        return all ? near : fetched(entries, near);
    }

    /** Whether all whom a post mentions are cached, or known to be invisible. */
    private boolean nearNamed(PostFacts post, Map<Long, Author> named, long now) {
        long answered = post.replyToAuthorId();
        boolean all = answered == 0 || nearOne(answered, named, now);
        for (long id : post.mentionedIds()) {
            all &= nearOne(id, named, now);
        }
        return all;
    }

    private boolean nearOne(long id, Map<Long, Author> named, long now) {
        Author author = authors.near(id, now);
        if (author != null && author.id() != 0) {
            named.put(id, author);
        }
        return author != null;
    }

    private Actors fetched(List<FeedEntry> entries, Actors near) {
        try {
            Map<Long, Author> known = authors.of(ids(entries));
            for (int i = 0; i < entries.size(); i++) {
                near.authors[i] = known.get(entries.get(i).post().authorId());
                near.reposters[i] = known.get(entries.get(i).reposterId());
            }
            return new Actors(near.authors, near.reposters, known, true);
        } catch (ServiceException e) {
            checkAway(e);
            return new Actors(near.authors, near.reposters, near.named, false);
        }
    }

    /** Does without what is away; any other fault fails the request. */
    private static void checkAway(ServiceException fault) {
        if (fault.code() != Code.UNAVAILABLE && fault.code() != Code.OVERLOADED) {
            throw fault;
        }
    }

    private static Set<Long> ids(List<FeedEntry> entries) {
        Set<Long> ids = HashSet.newHashSet(entries.size() * 2);
        for (FeedEntry entry : entries) {
            ids.add(entry.post().authorId());
            PostViews.addNamed(ids, entry.post());
            if (entry.reposterId() != 0) {
                ids.add(entry.reposterId());
            }
        }
        return ids;
    }

    private static PostStats zeros(int size) {
        return new PostStats(new int[size], new int[size], new int[size], new byte[size]);
    }
}
