package magpie.graph;

import java.util.List;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.UserPage;
import magpie.api.UserRef;
import magpie.api.UserRefs;
import magpie.api.graph.Blocks;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.Follows;
import magpie.api.graph.FollowsMade;
import magpie.api.graph.Graph;
import magpie.api.graph.MutualsListing;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipBatch;
import magpie.api.graph.RelationshipQuery;
import magpie.api.graph.RelationshipSet;
import magpie.graph.store.GraphStore;
import magpie.graph.store.GraphStore.Relation;

/** Validates requests and leaves the rest to the store, whose transactions decide. */
final class GraphService implements Graph {
    private final GraphStore store;

    GraphService(GraphStore store) {
        this.store = store;
    }

    @Override
    public Relationship follow(Pair request) {
        RequestRules.checkPair(request);
        return store.follow(request);
    }

    @Override
    public FollowsMade follows(Follows request) {
        RequestRules.checkFollows(request);
        List<Pair> pairs = request.pairs();
        int made = 0;
        for (int from = 0; from < pairs.size(); from += GraphStore.MAX_FOLLOWS) {
            made += store.follows(pairs.subList(from, Math.min(pairs.size(), from + GraphStore.MAX_FOLLOWS)));
        }
        return new FollowsMade(made);
    }

    @Override
    public Relationship unfollow(Pair request) {
        RequestRules.checkPair(request);
        return store.unfollow(request);
    }

    @Override
    public Relationship block(Pair request) {
        RequestRules.checkPair(request);
        return store.block(request);
    }

    @Override
    public Relationship unblock(Pair request) {
        RequestRules.checkPair(request);
        return store.unblock(request);
    }

    @Override
    public Relationship mute(Pair request) {
        RequestRules.checkPair(request);
        return store.mute(request);
    }

    @Override
    public Relationship unmute(Pair request) {
        RequestRules.checkPair(request);
        return store.unmute(request);
    }

    @Override
    public RelationshipBatch relationships(RelationshipQuery request) {
        Limits.checkBatch("targetIds", request.targetIds().length);
        return store.relationships(request);
    }

    @Override
    public Blocks blocking(RelationshipQuery request) {
        Limits.checkBatch("targetIds", request.targetIds().length);
        return store.blocking(request);
    }

    @Override
    public FollowCounts counts(UserRefs request) {
        Limits.checkBatch("userIds", request.userIds().length);
        return store.counts(request.userIds());
    }

    @Override
    public UserPage followers(Listing request) {
        return page(Relation.FOLLOWERS, request);
    }

    @Override
    public UserPage following(Listing request) {
        return page(Relation.FOLLOWING, request);
    }

    @Override
    public UserPage mutuals(MutualsListing request) {
        Limits.checkPage(request.limit());
        return store.mutuals(request);
    }

    @Override
    public UserPage blocks(Listing request) {
        return page(Relation.BLOCKS, request);
    }

    @Override
    public UserPage mutes(Listing request) {
        return page(Relation.MUTES, request);
    }

    @Override
    public FollowerPage followerPage(Listing request) {
        Limits.checkPage(request.limit(), Limits.STEP);
        return store.followerPage(request);
    }

    @Override
    public RelationshipSet relationshipSet(UserRef request) {
        return store.relationshipSet(request.userId());
    }

    @Override
    public Recounted recount(RecountChunk request) {
        Limits.checkPage(request.limit());
        return store.recount(request);
    }

    private UserPage page(Relation relation, Listing request) {
        Limits.checkPage(request.limit());
        return store.page(relation, request);
    }
}
