package magpie.api.graph;

import java.util.List;

/** What {@link Graph} takes and gives. */
public final class Ties {
    private Ties() {}

    /** Who acts, and on whom. */
    public record Pair(long actorId, long targetId) {}

    /** Whom to make follow whom, at most {@link magpie.api.Limits#FOLLOWS} pairs. */
    public record Follows(List<Pair> pairs) {}

    /** How many follows were added. */
    public record FollowsMade(int made) {}

    /**
     * How a viewer stands to an account.
     *
     * @param following the viewer follows it
     * @param followedBy it follows the viewer
     * @param blocking the viewer blocks it
     * @param blockedBy it blocks the viewer, who must not be told
     * @param muting the viewer mutes it
     */
    public record Tie(boolean following, boolean followedBy, boolean blocking, boolean blockedBy, boolean muting) {
        /** No relation at all. */
        public static final Tie NONE = new Tie(false, false, false, false, false);

        /** Whether neither may see the other. */
        public boolean hidden() {
            return blocking || blockedBy;
        }
    }

    /** Asks how a viewer stands to accounts, at most {@link magpie.api.Limits#BATCH}. */
    public record TieQuery(long viewerId, long... targetIds) {}

    /**
     * Ties in the order asked.
     *
     * @param behind whether they come from a copy, which may not have the last changes yet
     */
    public record TieBatch(List<Tie> ties, boolean behind) {
        /** Ties as they are. */
        public TieBatch(List<Tie> ties) {
            this(ties, false);
        }
    }

    /** Who blocks whom, a byte of flags for each target in the order asked. */
    public record Blocks(byte[] flags) {
        /** The viewer blocks the target. */
        public static final int BLOCKING = 1;

        /** The target blocks the viewer, who must not be told. */
        public static final int BLOCKED_BY = 2;

        /** Whether the target blocks the viewer. */
        public boolean blockedBy(int target) {
            return (flags[target] & BLOCKED_BY) != 0;
        }

        /** Whether neither may see the other. */
        public boolean hidden(int target) {
            return flags[target] != 0;
        }
    }

    /** Counts in the order asked. */
    public record FollowCounts(long[] followers, long[] following) {}

    /**
     * A page of whom both {@code viewerId} and {@code userId} follow.
     *
     * @param before user ids below this; {@link magpie.api.Limits#NEWEST} for the first page
     */
    public record MutualsListing(long viewerId, long userId, long before, int limit) {}

    /**
     * Whether an author's posts are pushed to followers or pulled by readers.
     *
     * @param authorId the author
     * @param since the activity id from which on the author is (or was last) celebrated; 0 if never
     * @param until the activity id at which that ended; 0 while it lasts
     */
    public record Standing(long authorId, long since, long until) {
        /** An author that never was celebrated. */
        public static Standing ordinary(long authorId) {
            return new Standing(authorId, 0, 0);
        }

        /** Whether readers must pull the author now. */
        public boolean celebrated() {
            return since != 0 && until == 0;
        }
    }

    /**
     * A step of followers.
     *
     * @param standing how the author stands at this moment
     * @param followerIds the followers, none for a celebrated author
     * @param next where the next step starts; 0 when this was the last
     * @param behind whether they come from a copy, which may not have the last follows yet: what is delivered to them must
     *     be delivered again when they do not
     */
    public record Audience(Standing standing, long[] followerIds, long next, boolean behind) {
        /** Followers as they are. */
        public Audience(Standing standing, long[] followerIds, long next) {
            this(standing, followerIds, next, false);
        }

        /** The same, from a copy. */
        public Audience fromACopy() {
            return new Audience(standing, followerIds, next, true);
        }
    }

    /**
     * A reader's relations.
     *
     * @param following whom the reader follows, ascending, at most the follow limit
     * @param newest the key of the newest of these follows, or of one before, see {@link Graph#following}; 0 if there is none:
     *     with a greater one, somebody was followed since, who may have been followed before that too
     * @param celebrated the standings of those followed that are or were celebrated
     * @param hidden whom the reader blocks or is blocked by, newest first, at most 20,000
     * @param muted whom the reader mutes, at most the mute limit
     * @param hiddenComplete false when {@code hidden} was cut: ask {@link Graph#ties} about strangers
     * @param behind whether they come from a copy, which may not have the last changes yet
     */
    public record Circle(
            long[] following,
            long newest,
            List<Standing> celebrated,
            long[] hidden,
            long[] muted,
            boolean hiddenComplete,
            boolean behind) {
        /** Relations as they are. */
        public Circle(
                long[] following,
                long newest,
                List<Standing> celebrated,
                long[] hidden,
                long[] muted,
                boolean hiddenComplete) {
            this(following, newest, celebrated, hidden, muted, hiddenComplete, false);
        }

        /** The same, from a copy. */
        public Circle fromACopy() {
            return new Circle(following, newest, celebrated, hidden, muted, hiddenComplete, true);
        }
    }

    /** A chunk of a recount: users with an id above {@code after}, at most {@code limit}. */
    public record Recount(long after, int limit) {}

    /**
     * What a chunk of a recount found.
     *
     * @param checked how many users were looked at
     * @param mended how many had a wrong count, now right
     * @param next where the next chunk starts; 0 when this was the last
     */
    public record Recounted(int checked, int mended, long next) {}
}
