package magpie.graph.store;

import java.util.List;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.UserPage;
import magpie.api.graph.Blocks;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipBatch;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;

/**
 * What keeps the graph. The guarantees, which {@code GraphStoreContract} holds every adapter to:
 *
 * <ul>
 *   <li>A change is one transaction: rows, counts, standing and events, all or none, durable when the call returns. A
 *       change that changes no row moves no count and tells no event, so that a retry is harmless.
 *   <li>The rows are the truth; a count equals its rows after every transaction. Whoever {@link #erase} began with has
 *       no counts and no standing at once; its rows go in chunks.
 *   <li>A row made later has a greater key in every list: pages read by key have no hole and no repeat.
 *   <li>Users that were deleted stay so: every change refuses them with {@code NOT_FOUND}.
 * </ul>
 */
public interface GraphStore {
    /** The most hidden accounts that a circle names. */
    int MAX_HIDDEN = 20_000;

    /** The most follows in one transaction: other writers wait for it. */
    int MAX_FOLLOWS = 250;

    /** The lists an account has. */
    enum Relation {
        /** Who follows it. */
        FOLLOWERS,
        /** Whom it follows. */
        FOLLOWING,
        /** Whom it blocks. */
        BLOCKS,
        /** Whom it mutes. */
        MUTES
    }

    /** Adds a follow; {@code NOT_FOUND} under a block either way, {@code LIMIT_REACHED} as the rules say. */
    Relationship follow(Pair pair);

    /**
     * Adds follows in their order and in one transaction, at most {@link #MAX_FOLLOWS}. Those that {@link #follow} refuses
     * are left out.
     *
     * @return how many were added
     */
    int follows(List<Pair> pairs);

    /** Removes a follow. */
    Relationship unfollow(Pair pair);

    /** Adds a block and removes the follows both ways, told by the one event; {@code LIMIT_REACHED} as the rules say. */
    Relationship block(Pair pair);

    /** Removes a block. */
    Relationship unblock(Pair pair);

    /** Adds a mute; {@code LIMIT_REACHED} as the rules say. */
    Relationship mute(Pair pair);

    /** Removes a mute. */
    Relationship unmute(Pair pair);

    /** How the viewer stands to each of the targets, in their order. */
    RelationshipBatch relationships(RelationshipQuery query);

    /** Who of the viewer and each target blocks the other, in their order: on the hot path, so it must be cheap. */
    Blocks blocking(RelationshipQuery query);

    /** Counts in the order asked; 0 for whom nothing is known of. */
    FollowCounts counts(long... userIds);

    /** A page of one of an account's lists, newest first. */
    UserPage page(Relation relation, Listing listing);

    /** A page of whom both follow, by descending user id. */
    UserPage mutuals(MutualsListing listing);

    /** A step of a fan-out: on the hottest path, so one lookup and one range of an index. */
    FollowerPage audience(Listing step);

    /** All relations a feed needs; {@code following} ascending, the others newest first. */
    RelationshipSet circle(long userId);

    /** Compares a chunk of counts with their rows and mends them; standings are decided anew. */
    Recounted recount(RecountChunk chunk);

    /**
     * Deletes a user: a tombstone first, then at most so many rows. The same call again goes on where this one ended.
     *
     * @return whether there may be more to delete
     */
    boolean erase(long userId, int rows);
}
