package magpie.feed.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.feed.FeedEntry;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.graph.Blocks;
import magpie.api.graph.RelationshipQuery;
import magpie.api.post.ActivityPage;
import magpie.api.post.Merge;
import magpie.api.post.PostFacts;
import magpie.feed.near.PostCache;
import magpie.feed.reader.Reading;
import magpie.feed.reader.Relations;
import magpie.feed.window.Slice;
import magpie.feed.window.Timeline;
import magpie.kit.near.Unseen;
import org.jspecify.annotations.Nullable;

/**
 * Builds one page of one reader's feed, in rounds: take the next entries (from the window and the pulled authors above
 * their floor, from the stores below it), hydrate them, drop what the rules forbid; until the page is full, the list
 * ends, or enough entries were looked at. Used once, by one thread.
 *
 * <p>A full page has a cursor if something follows that would be shown. Surplus entries of the last round nearly always
 * tell; if not, the rounds go on. An empty page follows a full one only if enough entries were looked at for one page
 * and none below is shown, or if the stores were unreachable.
 */
public final class HomePage {
    private static final int MAX_ROUND = 200;
    /** How many entries the first round takes beyond the page's size, to replace those that rules drop. */
    public static final int SPARE = 8;

    private final Reading reader;
    private final long readerId;
    /** The list ends above this activity. */
    private final long since;

    private final PageSources sources;
    private final PostCache cache;
    private final Unseen unseen;
    private final Relations relations;
    private final ShownPosts shown;
    private final int limit;
    private final List<FeedEntry> entries;

    private long before;
    private int looked;
    /** As much as the posts of the page may have. */
    private int mostBytes;

    private Rest rest = Rest.UNKNOWN;
    /** Whether the entries below the window have been read from the stores. */
    private boolean inStores;
    /** Whether something was unreachable. */
    private boolean partial;

    /** What is known of the list below the last entry looked at. */
    private enum Rest {
        /** There may be more. */
        UNKNOWN,
        /** Something there would be shown. */
        SHOWN,
        /** There is nothing. */
        NONE,
        /** Only the stores could tell, and they are unreachable. */
        OUT_OF_REACH
    }

    public HomePage(PageSources sources, Reading reader, FeedCursor cursor, FeedQuery request) {
        this.sources = sources;
        this.cache = sources.cache();
        this.unseen = sources.unseen();
        this.reader = reader;
        this.readerId = reader.id();
        this.since = request.since();
        this.relations = reader.relations();
        this.shown = new ShownPosts(sources.repostDistance(), cursor.shown());
        this.limit = request.limit();
        this.before = cursor.before();
        this.entries = new ArrayList<>(limit);
        this.partial = reader.partial();
    }

    public FeedPage read() {
        int round = limit + SPARE;
        while (!isFull() && isLeft()) {
            look(round);
            round = MAX_ROUND;
        }
        boolean lacking = partial;
        for (int ahead = SPARE; isLeft(); ahead = Math.min(MAX_ROUND, 4 * ahead)) {
            look(ahead);
        }
        boolean sure = !partial || (inStores && lacking);
        boolean atEnd = rest == Rest.NONE && sure;
        String cursor = atEnd ? null : new FeedCursor(before, shown.posts()).text();
        return new FeedPage(entries, cursor, lacking, reader.token());
    }

    private boolean isLeft() {
        return rest == Rest.UNKNOWN && looked < sources.maxRaw();
    }

    /** Runs one round of at most {@code round} entries. */
    private void look(int round) {
        Slice next = next(Math.min(round, sources.maxRaw() - looked));
        if (next != null && next.size() > 0) {
            show(next);
        }
    }

    /** Returns the next entries below the last one looked at; null if the stores are needed and unreachable. */
    private @Nullable Slice next(int count) {
        Slice fromMemory = fromMemory(count);
        if (fromMemory.floor() == 0 && fromMemory.size() < count) {
            rest = Rest.NONE;
            return fromMemory;
        }
        if (fromMemory.size() > 0) {
            return fromMemory;
        }
        try {
            return fromStores(count);
        } catch (ServiceException e) {
            partial = !PostCache.passOver(e);
            rest = Rest.OUT_OF_REACH;
            return null;
        }
    }

    private Slice fromMemory(int count) {
        Slice window = reader.below(before, count);
        long[] pulled = reader.pulledAuthors(window.floor());
        if (pulled.length == 0) {
            return window;
        }
        List<Slice> slices = new ArrayList<>(pulled.length + 1);
        slices.add(window);
        for (long author : pulled) {
            if (!unseen.contains(author)) {
                pull(author, count, slices);
            }
        }
        return Timeline.merge(slices.toArray(Slice[]::new), count);
    }

    private void pull(long author, int count, List<Slice> slices) {
        try {
            slices.add(sources.authors().of(author).below(before, count));
        } catch (ServiceException e) {
            partial |= !PostCache.passOver(e);
        }
    }

    private Slice fromStores(int count) {
        long[] seen = Arrays.stream(reader.authors())
                .filter(author -> !unseen.contains(author))
                .toArray();
        ActivityPage page = sources.posts().merged(new Merge(seen, before, count));
        inStores = true;
        if (!page.more()) {
            rest = Rest.NONE;
        }
        return new Slice(page.activityIds(), page.postIds(), page.activityIds().length, 0);
    }

    /** Adds what may be shown until the page is full; the rest is left to the next page. */
    private void show(Slice round) {
        PostCache.Hydrated hydrated = cache.hydrate(round);
        partial |= !hydrated.complete();
        boolean[] silenced = silencedStrangers(hydrated);
        for (int i = 0; i < round.size(); i++) {
            if (round.activity(i) <= since) {
                rest = Rest.NONE;
                return;
            }
            long actor = hydrated.actors()[i];
            PostFacts entering = silenced[i] ? null : entering(round.activity(i), actor, hydrated.posts()[i]);
            if (isFull() && mayBeShown(hydrated, i, entering)) {
                rest = Rest.SHOWN;
                return;
            }
            before = round.activity(i);
            if (unseen.contains(actor)) {
                continue; // stays in the window until it is pushed out, but is no part of the list
            }
            looked++;
            if (entering != null && shown.add(entering.id())) {
                add(round.activity(i), actor, entering);
            }
        }
    }

    /** Returns the post if it exists and the rules let it in. */
    private @Nullable PostFacts entering(long activity, long actor, @Nullable PostFacts post) {
        if (post == null || actor == 0) {
            return null;
        }
        boolean repost = activity != post.id();
        return FeedRules.enters(relations, unseen, readerId, actor, repost, post) ? post : null;
    }

    /** Whether the next page would show it; unknown for what was unreachable. */
    private boolean mayBeShown(PostCache.Hydrated hydrated, int i, @Nullable PostFacts entering) {
        if (entering != null) {
            return !shown.has(entering.id());
        }
        return !hydrated.complete() && (hydrated.posts()[i] == null || hydrated.actors()[i] == 0);
    }

    private void add(long activity, long actor, PostFacts post) {
        entries.add(new FeedEntry(activity, activity == post.id() ? 0 : actor, post));
        mostBytes += post.mostBytes();
    }

    /** Large posts fill a page sooner, as the whole page is held in memory until it is sent. */
    private boolean isFull() {
        return entries.size() == limit || (mostBytes >= Limits.PAGE_BYTES && bytes() >= Limits.PAGE_BYTES);
    }

    private int bytes() {
        return entries.stream().mapToInt(entry -> entry.post().bytes()).sum();
    }

    /** Asks Graph about reposted strangers if the reader's block list is too long to be cached whole. */
    private boolean[] silencedStrangers(PostCache.Hydrated hydrated) {
        boolean[] silenced = new boolean[hydrated.actors().length];
        if (relations.hiddenComplete()) {
            return silenced;
        }
        long[] strangers = Arrays.stream(hydrated.posts())
                .filter(post -> post != null && FeedRules.isUncertain(relations, readerId, post))
                .mapToLong(post -> post == null ? 0 : post.authorId())
                .distinct()
                .toArray();
        if (strangers.length == 0) {
            return silenced;
        }
        boolean[] hidden = hidden(strangers);
        for (int i = 0; i < silenced.length; i++) {
            PostFacts post = hydrated.posts()[i];
            for (int j = 0; post != null && j < strangers.length; j++) {
                silenced[i] |= strangers[j] == post.authorId() && hidden[j];
            }
        }
        return silenced;
    }

    /** Whether each of some strangers is hidden; while Graph is away all are, for a block must not leak. */
    private boolean[] hidden(long[] strangers) {
        boolean[] hidden = new boolean[strangers.length];
        try {
            Blocks blocks = sources.graph().blocking(new RelationshipQuery(readerId, strangers));
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = blocks.hidden(i);
            }
        } catch (ServiceException e) {
            partial |= !PostCache.passOver(e);
            Arrays.fill(hidden, true);
        }
        return hidden;
    }
}
