package magpie.feed.reader;

import java.util.concurrent.locks.ReentrantLock;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.UserRef;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;
import magpie.api.post.ReadYourWrites;
import magpie.feed.window.SharedIndex;
import magpie.feed.window.Slice;
import magpie.feed.window.StoredEntries;
import magpie.feed.window.Timeline;
import magpie.kit.fastpath.FastPath;

/**
 * One active reader: the window of pushed entries, and the relations that decide which of them show.
 *
 * <p>Threading: deliveries reach the timeline at any time, even while it is being built. Relations change under one
 * lock, and always by asking Graph while holding it: the last one to hold it read the newest state, so a late event
 * cannot undo a later action.
 */
final class Reader implements Reading {
    private final long id;
    private final ReaderSources sources;
    private final Celebrities celebrities;
    private final Timeline timeline;
    private final PulledAuthors pulled;
    private final ReentrantLock relating = new ReentrantLock();
    private volatile boolean built;
    private volatile Relations relations = Relations.of(new long[0], new long[0], new long[0], true);

    Reader(long id, ReaderSources sources) {
        this.id = id;
        this.sources = sources;
        this.celebrities = sources.celebrities();
        this.timeline = new Timeline(sources.window());
        this.pulled = new PulledAuthors(celebrities, sources.pullMargin());
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Relations relations() {
        return relations;
    }

    Timeline timeline() {
        return timeline;
    }

    @Override
    public Slice below(long before, int limit) {
        return timeline.below(before, limit);
    }

    /** Never partial: a change that cannot be read now arrives with its event. */
    @Override
    public boolean partial() {
        return false;
    }

    /** See {@link HeapReaders#reacted}. */
    @Override
    public ReadYourWrites token() {
        return SharedIndex.QUIET;
    }

    @Override
    public long[] authors() {
        return Relations.with(id, relations.following());
    }

    @Override
    public long[] pulledAuthors(long floor) {
        return pulled.of(relations, floor);
    }

    /**
     * Reads relations and the window from the stores, once. Deliveries know the reader before this begins, so what is
     * published meanwhile arrives by itself and what was published before is found here.
     */
    void build() {
        if (built) {
            return;
        }
        FastPath.exceeded(); // another thread may hold the lock and wait for the stores
        relating.lock();
        try {
            if (!built) {
                RelationshipSet set = sources.graph().relationshipSet(new UserRef(id));
                celebrities.learn(set.celebrated());
                relations = Relations.of(set.following(), set.hidden(), set.muted(), set.hiddenComplete());
                fill(set.newest());
                built = true;
            }
        } finally {
            relating.unlock();
        }
    }

    private void fill(long newest) {
        long building = timeline.begin();
        long[] authors = Relations.with(id, celebrities.withoutCelebrated(relations.following()));
        timeline.complete(
                building, StoredEntries.of(sources.posts(), authors, sources.window()), relations.fingerprint(newest));
    }

    /** Something changed between the reader and another: asks Graph for the current state. */
    void refreshRelationship(long otherId) {
        relating.lock();
        try {
            if (!built) {
                return; // the build, which waits for this lock or has failed, reads the current state itself
            }
            Relationship relationship = sources.graph()
                    .relationships(new RelationshipQuery(id, otherId))
                    .relationships()
                    .getFirst();
            if (relationship.following()) {
                admit(otherId); // even if followed before: there may have been a gap without deliveries
            }
            relations = relations.with(otherId, relationship.following(), relationship.hidden(), relationship.muting());
        } finally {
            relating.unlock();
        }
    }

    /** Adds a newly followed author's activities to the window before it is shown. */
    private void admit(long authorId) {
        celebrities.learn(sources.graph()
                .followerPage(new Listing(authorId, Limits.NEWEST, 1))
                .status());
        if (celebrities.withoutCelebrated(new long[] {authorId}).length == 0) {
            return;
        }
        timeline.insertAll(StoredEntries.of(sources.posts(), authorId, sources.window()));
    }
}
