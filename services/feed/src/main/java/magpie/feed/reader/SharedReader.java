package magpie.feed.reader;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.feed.UserAction;
import magpie.feed.reader.KnownRelations.Answer;
import magpie.feed.reader.KnownRelations.Known;
import magpie.feed.window.SharedIndex;
import magpie.feed.window.SharedIndex.Look;
import magpie.feed.window.SharedIndex.Note;
import magpie.feed.window.Slice;
import magpie.feed.window.StoredEntries;
import magpie.feed.window.Window;
import org.jspecify.annotations.Nullable;

/**
 * One instance's view of a reader whose window several instances share. The window has a fingerprint of the relations
 * for which it is complete. If that differs from the fingerprint of the relations known here, either this instance is
 * behind, and asks Graph; or the window is, and gets the new authors' activities or is rebuilt. While the index is
 * away, the stores answer.
 */
final class SharedReader {
    /**
     * All relations are read again after this, in case events were lost. Less than the overlay's time: whatever has
     * left the overlay happened before they were read.
     */
    private static final long KEPT_SECONDS = SharedIndex.OVERLAY.minusMinutes(2).toSeconds();

    /** The same for a reader who did more than the overlay holds. */
    private static final long KEPT_SECONDS_OF_MANY = 30;

    private static final long KEPT_SECONDS_WITHOUT_INDEX = 1;
    private static final int TRIES = 3;
    private static final int MOST_ADMITTED = 8;

    private final long id;
    private final SharedReaders of;
    private final KnownRelations relations;
    private final PulledAuthors pulled;
    private final ReentrantLock mending = new ReentrantLock();
    private volatile Set<Long> seen = Set.of();
    /** The relations when window and relations last matched. */
    private volatile @Nullable Known matched;

    SharedReader(long id, SharedReaders of) {
        this.id = id;
        this.of = of;
        this.relations =
                new KnownRelations(id, of.sources().graph(), of.sources().celebrities());
        this.pulled = new PulledAuthors(of.sources().celebrities(), of.sources().pullMargin());
    }

    /** The index is away: the stores answer. */
    private static final class IndexAwayException extends RuntimeException {
        private static final long serialVersionUID = 1;

        IndexAwayException(ServiceException cause) {
            super(cause);
        }
    }

    long id() {
        return id;
    }

    PulledAuthors pulled() {
        return pulled;
    }

    void change(long otherId) {
        relations.change(otherId);
    }

    Reading open(long before, int count) {
        long began = System.nanoTime();
        try {
            Look look = look(before, count);
            if (look.filled()) {
                Answer answer = relations.since(oldest(look));
                if (matches(look, answer.known())) {
                    return new SharedReading(this, answer, look, before);
                }
            }
            return mended(look, began, before, count);
        } catch (IndexAwayException e) {
            return fromStores();
        }
    }

    /** Returns entries for a later round of the same page; the stores answer if the window was lost meanwhile. */
    Slice below(long before, int count) {
        try {
            return look(before, count).entries();
        } catch (IndexAwayException e) {
            return SharedReading.NOTHING;
        }
    }

    private static long oldest(Look look) {
        return KnownRelations.ago(look.whole() ? KEPT_SECONDS : KEPT_SECONDS_OF_MANY);
    }

    private Reading fromStores() {
        Answer answer = relations.since(KnownRelations.ago(KEPT_SECONDS_WITHOUT_INDEX));
        return SharedReading.fromStores(this, answer);
    }

    private Look look(long before, int count) {
        Look look = atIndex(() -> of.index().look(id, before, count));
        take(look.notes());
        return look;
    }

    /** Takes in what the reader did, here or at another instance, and was not seen before. */
    private void take(List<Note> notes) {
        if (notes.isEmpty()) {
            seen = Set.of();
            return;
        }
        Set<Long> before = seen;
        Set<Long> now = HashSet.newHashSet(notes.size());
        for (Note note : notes) {
            now.add(note.id());
            if (!before.contains(note.id())) {
                take(note.action());
            }
        }
        seen = now;
    }

    private void take(UserAction action) {
        switch (action.kind()) {
            case RELATIONSHIP_CHANGED -> relations.change(action.subjectId());
            case POST_DELETED -> of.cache().removePost(action.postId());
            case REPOST_UNDONE -> of.cache().removeRepost(action.activityId());
            case PUBLISHED, REPOSTED -> {} // went into the window
        }
    }

    private boolean matches(Look look, Known known) {
        if (!look.filled() || look.fingerprint() != known.fingerprint()) {
            return false;
        }
        matched = known;
        return true;
    }

    /** Reconciles window and relations, one read at a time. Without the post store, shows what the window has. */
    private Reading mended(Look found, long began, long before, int count) {
        mending.lock();
        try {
            return of.inTurn(() -> mended(began, before, count));
        } catch (ServiceException e) {
            if (!e.isPassing() || !found.filled()) {
                throw e;
            }
            Answer behind = relations.since(oldest(found));
            return new SharedReading(this, new Answer(behind.known(), false), found, before);
        } finally {
            mending.unlock();
        }
    }

    private Reading mended(long began, long before, int count) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Look look = look(before, count);
            Answer answer = relations.since(began);
            if (matches(look, answer.known()) || (!answer.current() && look.filled())) {
                return new SharedReading(this, answer, look, before);
            }
            if (!admitted(look, answer.known())) {
                build(answer.known());
            }
        }
        return fromStores(); // it changes faster than it can be read
    }

    /** Adds activities of newly followed authors, if it is known for whom the window was complete. */
    private boolean admitted(Look look, Known now) {
        Known then = matched;
        if (!look.filled() || then == null || then.fingerprint() != look.fingerprint()) {
            return false;
        }
        long[] added = added(then, now);
        if (added == null || added.length > MOST_ADMITTED) {
            return false;
        }
        Slice stored = activitiesOf(added);
        return atIndex(() -> of.index().admit(id, then.fingerprint(), now.fingerprint(), stored));
    }

    /** Returns who is newly followed, or was unfollowed in between; null when that cannot be told. */
    private long @Nullable [] added(Known then, Known now) {
        LongStream others = Arrays.stream(now.relations().following())
                .filter(author -> !then.relations().follows(author));
        if (now.newest() <= then.newest()) {
            return others.toArray();
        }
        UserPage newest = of.sources().graph().following(new Listing(id, Limits.NEWEST, MOST_ADMITTED + 1));
        if (newest.keys().length == 0 || newest.keys()[0] < now.newest()) {
            return null; // from a lagging replica, or already over
        }
        LongStream since = IntStream.range(0, newest.keys().length)
                .filter(i -> newest.keys()[i] > then.newest())
                .mapToLong(i -> newest.userIds()[i]);
        return LongStream.concat(others, since).distinct().toArray();
    }

    private Slice activitiesOf(long[] authors) {
        for (long author : authors) {
            of.sources()
                    .celebrities()
                    .learn(of.sources()
                            .graph()
                            .followerPage(new Listing(author, Limits.NEWEST, 1))
                            .status());
        }
        long[] pushed = of.sources().celebrities().withoutCelebrated(authors);
        return pushed.length == 0
                ? new Slice(0)
                : StoredEntries.of(of.sources().posts(), pushed, of.sources().window());
    }

    /** The window takes deliveries before the stores are read, so nothing falls in between. */
    private void build(Known known) {
        Window window = of.index().window(id);
        long building = atIndex(window::begin);
        long[] authors =
                of.sources().celebrities().withoutCelebrated(known.relations().following());
        Slice stored = StoredEntries.of(
                of.sources().posts(), Relations.with(id, authors), of.sources().window());
        atIndex(() -> window.complete(building, stored, known.fingerprint()));
    }

    private static <T> T atIndex(Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceException e) {
            if (e.isPassing()) {
                throw new IndexAwayException(e);
            }
            throw e;
        }
    }
}
