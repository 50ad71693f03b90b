package magpie.graph;

import java.time.Duration;
import java.util.List;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.GraphEvent.Blocked;
import magpie.api.graph.GraphEvent.CelebrityChanged;
import magpie.api.graph.GraphEvent.Followed;
import magpie.api.graph.GraphEvent.Muted;
import magpie.api.graph.GraphEvent.Unblocked;
import magpie.api.graph.GraphEvent.Unfollowed;
import magpie.api.graph.GraphEvent.Unmuted;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.api.graph.RelationshipQuery;
import magpie.graph.store.GraphStore;

/** What an adapter provides for tests of its store, and the vocabulary of the suites. */
public interface GraphFixture {
    /** A celebrity at 10, ordinary again below 8; limits that a test reaches. */
    GraphConfig SMALL = new GraphConfig(10, 80, 20, 3, 3, 1_000, Duration.ofDays(7));

    /** Limits that no test reaches. */
    GraphConfig WIDE = new GraphConfig(10, 80, 5_000, 5_000, 10_000, 100_000, Duration.ofDays(7));

    /** The store under test; the first call opens it empty, later ones give the same data under other settings. */
    GraphStore store(GraphConfig config);

    /** Returns all events so far, in order. */
    List<GraphEvent> told();

    /** The same with 0 for their ids, which a test cannot know. */
    default List<GraphEvent> events() {
        return told().stream().map(GraphFixture::withoutId).toList();
    }

    /** Makes an account's counts differ from its rows. */
    void damage(long user, long followers, long following);

    static Pair pair(long actor, long target) {
        return new Pair(actor, target);
    }

    static Listing first(long subject, int limit) {
        return new Listing(subject, Limits.NEWEST, limit);
    }

    /** Several follow one. */
    static void follow(GraphStore store, long target, long... actors) {
        for (long actor : actors) {
            store.follow(pair(actor, target));
        }
    }

    /** Several follow one no more. */
    static void unfollow(GraphStore store, long target, long... actors) {
        for (long actor : actors) {
            store.unfollow(pair(actor, target));
        }
    }

    static Relationship relationship(GraphStore store, long viewer, long target) {
        return store.relationships(new RelationshipQuery(viewer, target))
                .relationships()
                .getFirst();
    }

    static long followers(GraphStore store, long user) {
        return store.counts(user).followers()[0];
    }

    static long following(GraphStore store, long user) {
        return store.counts(user).following()[0];
    }

    static CelebrityStatus status(GraphStore store, long author) {
        return store.followerPage(first(author, 1)).status();
    }

    /** The id in an event; 0 for a celebrity status, which has two. */
    static long id(GraphEvent event) {
        return switch (event) {
            case Followed relationship -> relationship.id();
            case Unfollowed relationship -> relationship.id();
            case Blocked relationship -> relationship.id();
            case Unblocked relationship -> relationship.id();
            case Muted relationship -> relationship.id();
            case Unmuted relationship -> relationship.id();
            case CelebrityChanged _ -> 0;
        };
    }

    private static GraphEvent withoutId(GraphEvent event) {
        return switch (event) {
            case Followed relationship -> new Followed(relationship.followerId(), relationship.followeeId(), 0);
            case Unfollowed relationship -> new Unfollowed(relationship.followerId(), relationship.followeeId(), 0);
            case Blocked relationship -> new Blocked(relationship.blockerId(), relationship.blockedId(), 0);
            case Unblocked relationship -> new Unblocked(relationship.blockerId(), relationship.blockedId(), 0);
            case Muted relationship -> new Muted(relationship.muterId(), relationship.mutedId(), 0);
            case Unmuted relationship -> new Unmuted(relationship.muterId(), relationship.mutedId(), 0);
            case CelebrityChanged status -> status;
        };
    }
}
