package magpie.api.graph;

import java.util.List;

/**
 * A reader's relations.
 *
 * @param following the accounts the reader follows, ascending, at most the follow limit
 * @param newest the key of the newest of these follows, or of an earlier one, see {@link Graph#following}; 0 if there
 *     is none. A follow with a greater key was made since, perhaps of an account that was followed before
 * @param celebrated the status of those followed that are or were celebrities
 * @param hidden the accounts that block the reader or are blocked by them, newest first, at most 20,000
 * @param muted the accounts the reader mutes, at most the mute limit
 * @param hiddenComplete false when {@code hidden} was cut: ask {@link Graph#relationships} about strangers
 * @param behind whether they come from a replica that may lag
 */
public record RelationshipSet(
        long[] following,
        long newest,
        List<CelebrityStatus> celebrated,
        long[] hidden,
        long[] muted,
        boolean hiddenComplete,
        boolean behind) {
    /** Relations read from the primary. */
    public RelationshipSet(
            long[] following,
            long newest,
            List<CelebrityStatus> celebrated,
            long[] hidden,
            long[] muted,
            boolean hiddenComplete) {
        this(following, newest, celebrated, hidden, muted, hiddenComplete, false);
    }

    /** The same relations, marked as read from a lagging replica. */
    public RelationshipSet fromReplica() {
        return new RelationshipSet(following, newest, celebrated, hidden, muted, hiddenComplete, true);
    }
}
