package magpie.graph.store;

import java.util.function.LongSupplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;

/**
 * Decides without a store: what a change does, how many relations one may have, who is a celebrity.
 *
 * @param celebrityThreshold an author with this many followers or more is a celebrity
 * @param celebrityExitPercent below this share of the threshold the author no longer is
 */
public record GraphRules(
        int celebrityThreshold, int celebrityExitPercent, int maxFollowing, int maxMutes, int maxBlocks) {
    /**
     * Returns the status of an author who now has so many followers; the same object if nothing changes. Between the
     * exit share and the threshold it stays as it is, so that an account near the line does not flap.
     *
     * <p>The id of a crossing is generated in the transaction that crosses. All ids follow the clock, so activities
     * published earlier have smaller ids and later ones greater, up to clock skew; feeds make up for that by pulling a
     * little beyond both ends and dropping duplicates.
     */
    public CelebrityStatus celebrityStatus(CelebrityStatus now, long followers, LongSupplier ids) {
        if (now.celebrated()) {
            boolean ends = followers * 100 < (long) celebrityThreshold * celebrityExitPercent;
            return ends ? new CelebrityStatus(now.authorId(), now.since(), ids.getAsLong()) : now;
        }
        boolean begins = followers >= celebrityThreshold;
        return begins ? new CelebrityStatus(now.authorId(), ids.getAsLong(), 0) : now;
    }

    /**
     * Decides a change between two accounts. Idempotent: a change already made changes nothing.
     *
     * @throws ServiceException {@code NOT_FOUND} if either is deleted, and for a follow under a block either way, as if
     *     there were no such account; {@code LIMIT_REACHED} for one too many
     */
    public Decision decide(RelationshipChange change, PairState now) {
        if (now.gone()) {
            throw ServiceException.notFound("user");
        }
        Relationship is = now.relationship();
        return switch (change) {
            case FOLLOW -> follow(now);
            case UNFOLLOW -> is.following() ? changed(with(is, false, is.blocking(), is.muting())) : unchanged(is);
            case BLOCK -> block(now);
            case UNBLOCK -> is.blocking() ? changed(with(is, is.following(), false, is.muting())) : unchanged(is);
            case MUTE -> mute(now);
            case UNMUTE -> is.muting() ? changed(with(is, is.following(), is.blocking(), false)) : unchanged(is);
        };
    }

    /** Whether {@link #decide} would make a follow. Used for many at once, where refused follows are skipped. */
    public boolean makesFollow(Pair pair, PairState now) {
        return pair.actorId() != pair.targetId()
                && !now.gone()
                && !now.relationship().hidden()
                && !now.relationship().following()
                && now.held() < maxFollowing;
    }

    private Decision follow(PairState now) {
        Relationship is = now.relationship();
        if (is.hidden()) {
            throw ServiceException.notFound("user");
        }
        if (is.following()) {
            return unchanged(is);
        }
        limit(now.held(), maxFollowing, "follow");
        return changed(with(is, true, is.blocking(), is.muting()));
    }

    /** A block ends the follows both ways. */
    private Decision block(PairState now) {
        Relationship is = now.relationship();
        if (is.blocking()) {
            return unchanged(is);
        }
        limit(now.held(), maxBlocks, "block");
        return new Decision(true, true, new Relationship(false, false, true, is.blockedBy(), is.muting()));
    }

    private Decision mute(PairState now) {
        Relationship is = now.relationship();
        if (is.muting()) {
            return unchanged(is);
        }
        limit(now.held(), maxMutes, "mute");
        return changed(with(is, is.following(), is.blocking(), true));
    }

    private static Decision unchanged(Relationship is) {
        return new Decision(false, false, is);
    }

    private static Decision changed(Relationship after) {
        return new Decision(true, false, after);
    }

    private static Relationship with(Relationship is, boolean following, boolean blocking, boolean muting) {
        return new Relationship(following, is.followedBy(), blocking, is.blockedBy(), muting);
    }

    /** Refuses to go above the limit. */
    private static void limit(long held, int most, String verb) {
        if (held >= most) {
            throw ServiceException.of(Code.LIMIT_REACHED, "One may " + verb + " at most " + most + " accounts.");
        }
    }
}
