package magpie.gateway.v1;

import java.util.Set;
import java.util.function.Function;
import magpie.api.Code;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.graph.Graph;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.gateway.action.OwnWrites;
import magpie.gateway.http.Answer;
import magpie.gateway.http.Exchange;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.v1.json.UserJson;
import magpie.gateway.view.Authors;
import magpie.gateway.view.UserViews;

/** Following, blocking and muting. */
final class RelationshipRoutes {
    private final Graph graph;
    private final Authors authors;
    private final UserPages pages;
    private final OwnWrites ownWrites;

    RelationshipRoutes(Graph graph, Authors authors, UserViews views, OwnWrites ownWrites) {
        this.graph = graph;
        this.authors = authors;
        this.pages = new UserPages(views);
        this.ownWrites = ownWrites;
    }

    Answer follow(Exchange exchange) {
        return make(exchange, "follow", graph::follow);
    }

    Answer unfollow(Exchange exchange) {
        return end(exchange, "follow", graph::unfollow);
    }

    Answer block(Exchange exchange) {
        return make(exchange, "block", this::blocked);
    }

    Answer unblock(Exchange exchange) {
        return end(exchange, "block", this::unblocked);
    }

    Answer mute(Exchange exchange) {
        return make(exchange, "mute", graph::mute);
    }

    Answer unmute(Exchange exchange) {
        return end(exchange, "mute", graph::unmute);
    }

    Answer blocks(Exchange exchange) {
        return own(exchange, 'b', graph::blocks);
    }

    Answer mutes(Exchange exchange) {
        return own(exchange, 'u', graph::mutes);
    }

    private Answer make(Exchange exchange, String verb, Function<Pair, Relationship> change) {
        Pair pair = pair(exchange, verb);
        if (!exists(pair.targetId())) {
            throw ServiceException.notFound("user");
        }
        return changed(pair, change);
    }

    /**
     * Anybody may end their own relationship, whatever became of the other account: hidden, suspended, deleted. That
     * also works for accounts that never existed, or one could tell the difference.
     */
    private Answer end(Exchange exchange, String verb, Function<Pair, Relationship> change) {
        return changed(pair(exchange, verb), pair -> ended(pair, change));
    }

    /** With a deleted account all relationships have ended, or are about to. */
    private static Relationship ended(Pair pair, Function<Pair, Relationship> change) {
        try {
            return change.apply(pair);
        } catch (ServiceException e) {
            if (e.code() == Code.NOT_FOUND) {
                return Relationship.NONE;
            }
            throw e;
        }
    }

    private Answer changed(Pair pair, Function<Pair, Relationship> change) {
        Relationship relationship = change.apply(pair);
        ownWrites.relationshipChanged(pair.actorId(), pair.targetId());
        JsonBytes out = new JsonBytes(128);
        UserJson.write(out, relationship);
        return Answer.ok(out);
    }

    private Relationship blocked(Pair pair) {
        Relationship relationship = graph.block(pair);
        ownWrites.relationshipChanged(pair.targetId(), pair.actorId()); // neither sees the other
        return relationship;
    }

    private Relationship unblocked(Pair pair) {
        Relationship relationship = graph.unblock(pair);
        ownWrites.relationshipChanged(pair.targetId(), pair.actorId());
        return relationship;
    }

    private boolean exists(long userId) {
        return authors.of(Set.of(userId)).containsKey(userId);
    }

    private static Pair pair(Exchange exchange, String verb) {
        Pair pair = new Pair(exchange.signedIn().userId(), exchange.id("id"));
        if (pair.actorId() == pair.targetId()) {
            throw ServiceException.invalid("id", "Nobody can " + verb + " themselves.");
        }
        return pair;
    }

    private Answer own(Exchange exchange, char kind, Function<Listing, UserPage> list) {
        long viewerId = exchange.signedIn().userId();
        return pages.own(exchange, kind, (before, limit) -> list.apply(new Listing(viewerId, before, limit)));
    }
}
