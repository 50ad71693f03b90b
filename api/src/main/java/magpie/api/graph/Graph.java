package magpie.api.graph;

import magpie.api.Idempotent;
import magpie.api.Listing;
import magpie.api.ReadOnly;
import magpie.api.Recountable;
import magpie.api.UserPage;
import magpie.api.UserRef;
import magpie.api.UserRefs;

/**
 * Who follows, blocks and mutes whom. Each change is idempotent and answers with the new state. The service does not
 * know which accounts exist, so the caller checks that; it does know which were deleted, and refuses changes by or to
 * those with {@code NOT_FOUND}.
 */
public interface Graph extends Recountable {
    /**
     * The actor follows the target. {@code LIMIT_REACHED} above the most accounts one may follow, {@code NOT_FOUND}
     * when either blocks the other or was deleted, {@code INVALID_VALUE} for oneself.
     */
    @Idempotent
    Relationship follow(Pair request);

    /**
     * For the operator: makes many follows at once, in the order given. Each has the effect of {@link #follow}, except
     * that a refused one is skipped. They are stored some hundreds at a time, so a failure may leave a part behind;
     * repeating the request makes the rest. {@code INVALID_VALUE} for what cannot be an id.
     */
    @Idempotent
    FollowsMade follows(Follows request);

    /** The actor unfollows the target. */
    @Idempotent
    Relationship unfollow(Pair request);

    /**
     * The actor blocks the target: follows both ways go in the same transaction. {@code LIMIT_REACHED} above the most
     * accounts one may block.
     */
    @Idempotent
    Relationship block(Pair request);

    /** The actor unblocks the target; follows do not come back. */
    @Idempotent
    Relationship unblock(Pair request);

    /** The actor mutes the target. {@code LIMIT_REACHED} above the most accounts one may mute. */
    @Idempotent
    Relationship mute(Pair request);

    /** The actor unmutes the target. */
    @Idempotent
    Relationship unmute(Pair request);

    /** The viewer's relationship to each of several accounts, in the order asked. */
    @ReadOnly
    RelationshipBatch relationships(RelationshipQuery request);

    /** Blocks in either direction between a viewer and several accounts, in the order asked: what must be hidden. */
    @ReadOnly
    Blocks blocking(RelationshipQuery request);

    /** Follower and following counts, in the order asked. */
    @ReadOnly
    FollowCounts counts(UserRefs request);

    /** The subject's followers, newest follow first. */
    @ReadOnly
    UserPage followers(Listing request);

    /** The accounts the subject follows, newest follow first. */
    @ReadOnly
    UserPage following(Listing request);

    /** The accounts that both follow, by descending user id. */
    @ReadOnly
    UserPage mutuals(MutualsListing request);

    /** The accounts the subject blocks, newest first. */
    @ReadOnly
    UserPage blocks(Listing request);

    /** The accounts the subject mutes, newest first. */
    @ReadOnly
    UserPage mutes(Listing request);

    /**
     * One step of a fan-out: the author's celebrity status and followers, newest follow first, {@code limit} up to
     * {@link magpie.api.Limits#STEP}. A celebrated author's followers are not listed.
     */
    @ReadOnly
    FollowerPage followerPage(Listing request);

    /** Everything a feed must know of its reader's relations, in one answer. */
    @ReadOnly
    RelationshipSet relationshipSet(UserRef request);
}
