package magpie.api.graph;

import java.util.List;

/**
 * A reader's relations.
 *
 * @param following whom the reader follows, ascending, at most the follow limit
 * @param newest the key of the newest of these follows, or of one before, see {@link Graph#following}; 0 if there is none:
 *     with a greater one, somebody was followed since, who may have been followed before that too
 * @param celebrated the standings of those followed that are or were celebrated
 * @param hidden whom the reader blocks or is blocked by, newest first, at most 20,000
 * @param muted whom the reader mutes, at most the mute limit
 * @param hiddenComplete false when {@code hidden} was cut: ask {@link Graph#relationships} about strangers
 * @param behind whether they come from a copy, which may not have the last changes yet
 */
public record RelationshipSet(
        long[] following,
        long newest,
        List<CelebrityStatus> celebrated,
        long[] hidden,
        long[] muted,
        boolean hiddenComplete,
        boolean behind) {
    /** Relations as they are. */
    public RelationshipSet(
            long[] following,
            long newest,
            List<CelebrityStatus> celebrated,
            long[] hidden,
            long[] muted,
            boolean hiddenComplete) {
        this(following, newest, celebrated, hidden, muted, hiddenComplete, false);
    }

    /** The same, from a copy. */
    public RelationshipSet fromACopy() {
        return new RelationshipSet(following, newest, celebrated, hidden, muted, hiddenComplete, true);
    }
}
