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
 * The newest that authors did, remembered: people look at the first page of others again and again. Who did something just
 * now is remembered for a moment only, see {@link RecentChanges}.
 */
public final class NearTimelines {
    /** How many entries of an author are at hand: a page of the usual length, and what is left out of it. */
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

    /** Of a store that is asked for the newest entries of an author. */
    NearTimelines(Function<Long, List<Entry>> store) {
        this.newest = CachePlan.loadingEach(store)
                .keptFor((author, entries) -> RecentChanges.isMoving(changes.quiet(author)) ? Absences.MOMENT : KEPT)
                .weighing(MOST_BYTES, (author, entries) -> BYTES_BESIDE + BYTES_OF_AN_ENTRY * entries.size());
    }

    /** The newest entries of an author, at most so many, which may be {@link #NEWEST} and no more. */
    public List<Entry> newest(long authorId, int limit) {
        List<Entry> entries = Objects.requireNonNull(newest.get(authorId));
        return entries.subList(0, Math.min(limit, entries.size()));
    }

    /** The author did or took back something. */
    public void forget(long authorId) {
        changes.heard(authorId);
        newest.forget(authorId);
    }
}
