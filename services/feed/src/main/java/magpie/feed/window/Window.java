package magpie.feed.window;

/**
 * One reader's window on their feed: the newest entries, each (activity id, post id), inserted by id in any order and as
 * often as they come. It is filled from the stores once, while deliveries already arrive, and is complete above its
 * floor; what is at or below the floor must be asked of the stores.
 *
 * <p>Safe for all threads. Where the index is a server, every method fails with {@code UNAVAILABLE} while that is away.
 */
public interface Window {
    /** Takes deliveries from now on; to be called before the stores are read. The answer names what is being built. */
    long begin();

    /**
     * Adds what the stores have. From now on the window can be read.
     *
     * @param building what {@link #begin} answered
     * @param stored the newest there is; its floor is 0 when there is nothing below
     * @param circle for whose activities this is complete: see the circle of {@code Relations}
     * @return false when the window was lost meanwhile, and deliveries with it: begin again
     */
    boolean complete(long building, Slice stored, long circle);

    /** The newest entries below an id, above the floor alone; with the floor {@link Slice#UNKNOWN} when not filled. */
    Slice below(long before, int limit);
}
