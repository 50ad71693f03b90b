package magpie.feed.window;

import java.time.Duration;
import java.util.List;
import magpie.api.feed.UserAction;
import magpie.api.post.ReadYourWrites;

/**
 * An index that several instances share. Beside each window it stores for whom the window is complete, so that an
 * instance that missed a follow notices at its next read; and for some minutes what the reader just did (the overlay),
 * so that their next read shows it, whichever instance answers. The overlay may be lost: events bring the same.
 */
public interface SharedIndex extends FeedIndex {
    /**
     * TTL of the overlay. An instance may cache a reader's relations for nearly as long, even without events: the
     * overlay tells whatever changed since.
     */
    Duration OVERLAY = Duration.ofMinutes(12);

    /** For a reader without a reaction in the overlay. */
    ReadYourWrites QUIET = new ReadYourWrites(OVERLAY.toMillis());

    /** Returns a page of the window and the overlay, in one round trip. Counts as activity of the reader. */
    Look look(long readerId, long before, int limit);

    /**
     * Adds activities of newly followed authors, and raises the floor.
     *
     * @param before the fingerprint that the window must have; if it has another, nothing changes and false is returned
     * @param now its fingerprint afterwards
     */
    boolean admit(long readerId, long before, long now, Slice stored);

    /**
     * Adds an action to a user's overlay; an own activity goes into an existing window, where every instance finds it.
     */
    void note(long userId, UserAction action);

    /** Records in a user's overlay that they reacted or took a reaction back. */
    void reacted(long userId);

    /**
     * The result of a look.
     *
     * @param entries see {@link Window#below}
     * @param fingerprint of the relations that the window is complete for
     * @param notes the overlay, oldest first
     * @param whole whether these are all notes of the overlay's time; of many, only the newest are kept
     * @param token how long ago the last {@link #reacted} was; {@link #QUIET} if the overlay has none
     */
    record Look(Slice entries, long fingerprint, List<Note> notes, boolean whole, ReadYourWrites token) {
        /** Whether the window exists and was filled. */
        public boolean filled() {
            return entries.floor() != Slice.UNKNOWN;
        }
    }

    /** An action in the overlay, with a unique id. */
    record Note(long id, UserAction action) {}
}
