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
 * The port through which the graph is stored. {@code GraphStoreContract} checks these guarantees for every adapter:
 *
 * <ul>
 *   <li>A change is one transaction: rows, counts, celebrity status and events, all or none, durable when the call
 *       returns. A change that changes no row changes no count and emits no event, so a retry is harmless.
 *   <li>The rows are the truth; a count equals its rows after every transaction. Once {@link #deleteUser} has begun, the
 *       account has no counts and no celebrity status; its rows go in chunks.
 *   <li>A row made later has a greater key in every list: paging by key neither skips nor repeats rows.
 *   <li>Deleted users stay deleted: every change refuses them with {@code NOT_FOUND}.
 * </ul>
 */
public interface GraphStore {
    /** The most hidden accounts that a relationship set names. */
    int MAX_HIDDEN = 20_000;

    /** The most follows in one transaction, as other writers wait for it. */
    int MAX_FOLLOWS = 250;

    /** The lists an account has. */
    enum Relation {
        /** Accounts that follow it. */
        FOLLOWERS,
        /** Accounts that it follows. */
        FOLLOWING,
        /** Accounts that it blocks. */
        BLOCKS,
        /** Accounts that it mutes. */
        MUTES
    }

    /** Adds a follow; {@code NOT_FOUND} under a block either way, {@code LIMIT_REACHED} by the rules. */
    Relationship follow(Pair pair);

    /**
     * Adds follows in order in one transaction, at most {@link #MAX_FOLLOWS}. Those that {@link #follow} would refuse
     * are skipped.
     *
     * @return how many were added
     */
    int follows(List<Pair> pairs);

    /** Removes a follow. */
    Relationship unfollow(Pair pair);

    /** Adds a block and removes the follows both ways, with a single event; {@code LIMIT_REACHED} by the rules. */
    Relationship block(Pair pair);

    /** Removes a block. */
    Relationship unblock(Pair pair);

    /** Adds a mute; {@code LIMIT_REACHED} by the rules. */
    Relationship mute(Pair pair);

    /** Removes a mute. */
    Relationship unmute(Pair pair);

    /** Returns the viewer's relationship to each target, in order. */
    RelationshipBatch relationships(RelationshipQuery query);

    /** Returns who of the viewer and each target blocks the other, in order. On the hot path, so it must be cheap. */
    Blocks blocking(RelationshipQuery query);

    /** Returns counts in the order asked; 0 for unknown accounts. */
    FollowCounts counts(long... userIds);

    /** Returns a page of one of an account's lists, newest first. */
    UserPage page(Relation relation, Listing listing);

    /** Returns a page of the accounts that both follow, by descending user id. */
    UserPage mutuals(MutualsListing listing);

    /** Returns a step of a fan-out. On the hottest path, so it is one lookup and one index range. */
    FollowerPage followerPage(Listing step);

    /** Returns all relations a feed needs; {@code following} ascending, the others newest first. */
    RelationshipSet relationshipSet(long userId);

    /** Compares a chunk of counts with their rows and corrects them; celebrity status is decided anew. */
    Recounted recount(RecountChunk chunk);

    /**
     * Deletes a user: first a tombstone, then at most {@code rows} rows. Repeat the call to continue.
     *
     * @return whether there may be more to delete
     */
    boolean deleteUser(long userId, int rows);
}
