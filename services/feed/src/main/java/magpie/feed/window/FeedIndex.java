package magpie.feed.window;

/** The port: where the windows of the active readers are. An activity is delivered to windows that exist, no others. */
public interface FeedIndex {
    /** The window of a reader, who is read now. It need not exist yet: {@link Window#begin} makes it. */
    Window window(long readerId);

    /**
     * Delivers an activity to those of some readers that have a window, at most {@link magpie.api.Limits#STEP}. Says to
     * how many it was new, give or take those that it was too old for.
     */
    int deliver(long[] readerIds, long activityId, long postId);

    /** Forgets a reader whose account is gone. */
    void forget(long readerId);
}
