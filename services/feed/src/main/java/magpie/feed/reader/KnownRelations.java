package magpie.feed.reader;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserRef;
import magpie.api.graph.Graph;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipBatch;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;
import org.jspecify.annotations.Nullable;

/**
 * Caches a reader's relations in one instance. Events and overlay never say what a relation is, only between whom one
 * changed: the next read asks Graph about those, and about everybody after a while, as events may be late.
 */
final class KnownRelations {
    /** With more changes than this, all relations are read again. */
    private static final int MOST_CHANGES = 64;

    private static final long SECONDS_OF_A_REPLICA = 30;

    private final long id;
    private final Graph graph;
    private final Celebrities celebrities;
    private final ReentrantLock asking = new ReentrantLock();
    private final Set<Long> changed = ConcurrentHashMap.newKeySet();
    /** Set before changes are taken from {@code changed}, so that nobody finds it empty and trusts stale relations. */
    private volatile boolean underWay;

    private volatile boolean all;
    private volatile @Nullable Known known;

    /**
     * The cached relations.
     *
     * @param newest the key of the newest follow
     * @param fingerprint of these relations and that key
     * @param askedAt when all of them were last read
     * @param behind whether some are from a replica of the graph
     */
    record Known(Relations relations, long newest, long fingerprint, long askedAt, boolean behind) {
        Known(Relations relations, long newest, long askedAt, boolean behind) {
            this(relations, newest, relations.fingerprint(newest), askedAt, behind);
        }

        /** Relations from a replica are not valid for long: it may have lagged behind earlier notices. */
        boolean holds(long earliest) {
            return askedAt - earliest >= 0 && (!behind || askedAt - ago(SECONDS_OF_A_REPLICA) >= 0);
        }
    }

    KnownRelations(long id, Graph graph, Celebrities celebrities) {
        this.id = id;
        this.graph = graph;
        this.celebrities = celebrities;
    }

    /** Records a change between the reader and another. */
    void change(long otherId) {
        changed.add(otherId);
        if (changed.size() > MOST_CHANGES) {
            all = true;
            changed.clear();
        }
    }

    /**
     * Returns the relations with all recorded changes; reads all of them again after a while. While Graph is away,
     * returns the cached ones, marked; fails if there are none.
     */
    Answer since(long earliest) {
        boolean quiet = changed.isEmpty() && !all && !underWay;
        Known now = known; // read after the changes: includes those taken before
        if (quiet && now != null && now.holds(earliest)) {
            return new Answer(now, true);
        }
        asking.lock();
        underWay = true;
        try {
            return new Answer(upToDate(known, earliest), true);
        } catch (ServiceException e) {
            Known before = known;
            if (before == null || !e.isPassing()) {
                throw e;
            }
            return new Answer(before, false);
        } finally {
            underWay = false;
            asking.unlock();
        }
    }

    /** The relations, and whether Graph could be asked where necessary. */
    record Answer(Known known, boolean current) {}

    private Known upToDate(@Nullable Known before, long earliest) {
        if (before == null || all || !before.holds(earliest)) {
            return asked();
        }
        long[] others = changed.stream().mapToLong(Long::longValue).toArray();
        return others.length == 0 ? before : asked(before, others);
    }

    private Known asked() {
        all = false; // later changes cause another read
        changed.clear();
        long now = System.nanoTime();
        RelationshipSet set = relationshipSet();
        celebrities.learn(set.celebrated());
        Relations relations = Relations.of(set.following(), set.hidden(), set.muted(), set.hiddenComplete());
        Known asked = new Known(relations, set.newest(), now, set.behind());
        known = asked;
        return asked;
    }

    private RelationshipSet relationshipSet() {
        try {
            return graph.relationshipSet(new UserRef(id));
        } catch (RuntimeException e) {
            all = true;
            throw e;
        }
    }

    private Known asked(Known before, long[] others) {
        for (long other : others) {
            changed.remove(other);
        }
        RelationshipBatch answer = answered(others);
        long newest = answer.relationships().stream().anyMatch(Relationship::following) ? newest(others) : 0;
        List<Relationship> relationships = answer.relationships();
        Relations relations = before.relations;
        for (int i = 0; i < others.length; i++) {
            Relationship relationship = relationships.get(i);
            relations =
                    relations.with(others[i], relationship.following(), relationship.hidden(), relationship.muting());
        }
        Known asked =
                new Known(relations, Math.max(before.newest, newest), before.askedAt, before.behind || answer.behind());
        known = asked;
        return asked;
    }

    private RelationshipBatch answered(long[] others) {
        return orAgain(others, () -> graph.relationships(new RelationshipQuery(id, others)));
    }

    private long newest(long[] others) {
        long[] keys = orAgain(others, () -> graph.following(new Listing(id, Limits.NEWEST, 1)))
                .keys();
        return keys.length == 0 ? 0 : keys[0];
    }

    /** Records the changes again if Graph cannot be asked now. */
    private <T> T orAgain(long[] others, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            for (long other : others) {
                changed.add(other);
            }
            throw e;
        }
    }

    /** So long ago, on the clock of {@code askedAt}. */
    static long ago(long seconds) {
        return System.nanoTime() - TimeUnit.SECONDS.toNanos(seconds);
    }
}
