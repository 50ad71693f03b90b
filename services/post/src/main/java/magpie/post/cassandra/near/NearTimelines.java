package magpie.post.cassandra.near;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import magpie.kit.near.Absences;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;

/**
 * Caches the newest activities of authors, since first pages of others are read again and again. An author who was
 * active just now is cached for a moment only, see {@link RecentChanges}.
 */
public final class NearTimelines {
    /** Entries cached per author: a page of the usual length, and what is filtered out of it. */
    public static final int NEWEST = 32;

    private static final int MOST_BYTES = 32 << 20;
    private static final int BYTES_BESIDE = 200;
    private static final int BYTES_OF_AN_ENTRY = 40;
    private static final int MOST_MOVING = 100_000;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final RecentChanges<Long> changes = RecentChanges.moving(MOST_MOVING);
    private final CoherentCache<Long, List<Entry>> newest;

    public NearTimelines(Lists lists) {
        this(author -> lists.below(ListRef.of(ListKind.ACTIVITIES, author), Long.MAX_VALUE, NEWEST));
    }

    /** Reads an author's newest entries from {@code store}. */
    NearTimelines(Function<Long, List<Entry>> store) {
        this.newest = CachePlan.loadingEach(store)
                .keptFor((author, entries) -> RecentChanges.isMoving(changes.quiet(author)) ? Absences.MOMENT : KEPT)
                .weighing(MOST_BYTES, (author, entries) -> BYTES_BESIDE + BYTES_OF_AN_ENTRY * entries.size());
    }

    /** Returns the newest entries of an author, at most {@code limit}, which may not exceed {@link #NEWEST}. */
    public List<Entry> newest(long authorId, int limit) {
        List<Entry> entries = Objects.requireNonNull(newest.get(authorId));
        return entries.subList(0, Math.min(limit, entries.size()));
    }

    /** Evicts an author who did something or took it back. */
    public void forget(long authorId) {
        changes.heard(authorId);
        newest.forget(authorId);
    }
}
