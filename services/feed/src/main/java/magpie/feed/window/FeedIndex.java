package magpie.feed.window;

/** The port to the windows of the active readers. An activity is delivered only to windows that exist. */
public interface FeedIndex {
    /** Returns the window of a reader who reads now. If it does not exist yet, {@link Window#begin} creates it. */
    Window window(long readerId);

    /**
     * Delivers an activity to those of some readers that have a window, at most {@link magpie.api.Limits#STEP}. Returns
     * how many did not have it yet, roughly: windows that it was too old for may be included.
     */
    int deliver(long[] readerIds, long activityId, long postId);

    /** Removes a reader whose account is deleted. */
    void forget(long readerId);
}
