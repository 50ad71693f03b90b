package magpie.feed.window;

/**
 * One reader's window on their feed: the newest entries, each (activity id, post id), inserted by id in any order and
 * any number of times. It is filled from the stores once, while deliveries already arrive, and is complete above its
 * floor; for the rest the stores must be asked.
 *
 * <p>Thread-safe. If the index is a server, every method fails with {@code UNAVAILABLE} while that is away.
 */
public interface Window {
    /** Takes deliveries from now on; call it before reading the stores. The result identifies the building. */
    long begin();

    /**
     * Adds what the stores have. From now on the window can be read.
     *
     * @param building the result of {@link #begin}
     * @param stored the newest entries; the floor is 0 if there is nothing below
     * @param fingerprint of the relations that this is complete for, see {@code Relations}
     * @return false if the window, and deliveries with it, was lost meanwhile: begin again
     */
    boolean complete(long building, Slice stored, long fingerprint);

    /** Returns the newest entries below an id and above the floor; floor {@link Slice#UNKNOWN} if not filled. */
    Slice below(long before, int limit);
}
