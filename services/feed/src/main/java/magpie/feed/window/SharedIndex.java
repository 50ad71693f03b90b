package magpie.feed.window;

import java.time.Duration;
import java.util.List;
import magpie.api.feed.Feeds.UserAction;
import magpie.api.post.ReadYourWrites;

/**
 * An index that several instances share. Beside each window it keeps for whom the window is complete, so that an instance
 * which has not seen a follow notices at its next read; and for some minutes what the reader just did (the overlay), so
 * that their next read shows it, whichever instance answers. The overlay may be lost: the events bring the same.
 */
public interface SharedIndex extends FeedIndex {
    /**
     * For so long the overlay has what the reader did. What an instance remembers of a reader may be nearly as old, even
     * if no event came meanwhile: whatever changed since then, the overlay tells.
     */
    Duration OVERLAY = Duration.ofMinutes(12);

    /** Of a reader whose overlay has no reaction. */
    ReadYourWrites QUIET = new ReadYourWrites(OVERLAY.toMillis());

    /** A page of the window and the overlay, in one round trip. Counts as activity of the reader. */
    Look look(long readerId, long before, int limit);

    /**
     * Adds what newly followed authors have done, and raises the floor.
     *
     * @param before the circle that the window must be complete for; else nothing is changed and the answer is false
     * @param now the circle that it is complete for then
     */
    boolean admit(long readerId, long before, long now, Slice stored);

    /** Adds to a user's overlay; an own activity goes into the window, if there is one, where every instance finds it. */
    void note(long userId, UserAction act);

    /** Adds to a user's overlay that they liked or reposted something, or took that back. */
    void reacted(long userId);

    /**
     * What a read finds.
     *
     * @param entries see {@link Window#below}
     * @param circle for whom the window is complete
     * @param notes the overlay, oldest first
     * @param whole whether these are all notes of the overlay's time: of many, only the newest are kept
     * @param token how long ago the last {@link #reacted} was; {@link #QUIET} if the overlay has none
     */
    record Look(Slice entries, long circle, List<Note> notes, boolean whole, ReadYourWrites token) {
        /** Whether there is a window that was filled. */
        public boolean filled() {
            return entries.floor() != Slice.UNKNOWN;
        }
    }

    /** An act in the overlay, by an id that tells it from all others. */
    record Note(long id, UserAction act) {}
}
