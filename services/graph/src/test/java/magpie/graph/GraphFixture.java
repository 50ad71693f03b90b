package magpie.graph;

import java.time.Duration;
import java.util.List;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Ties.Pair;
import magpie.api.graph.Ties.Standing;
import magpie.api.graph.Ties.Tie;
import magpie.api.graph.Ties.TieQuery;

/** What an adapter gives for its store to be tested, and what the suites say of it in one word. */
public interface GraphFixture {
    /** Celebrated at 10, ordinary again below 8; limits that a test reaches. */
    GraphConfig SMALL = new GraphConfig(10, 80, 20, 3, 3, 1_000, Duration.ofDays(7));

    /** Limits out of the way. */
    GraphConfig WIDE = new GraphConfig(10, 80, 5_000, 5_000, 10_000, 100_000, Duration.ofDays(7));

    /** The store under test; the first call opens it empty, the next ones give the same data under other settings. */
    GraphStore store(GraphConfig config);

    /** All events it told, in order. */
    List<GraphEvent> events();

    /** Sets an account's counts to something else than its rows say. */
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

    static Tie tie(GraphStore store, long viewer, long target) {
        return store.ties(new TieQuery(viewer, target)).ties().getFirst();
    }

    static long followers(GraphStore store, long user) {
        return store.counts(user).followers()[0];
    }

    static long following(GraphStore store, long user) {
        return store.counts(user).following()[0];
    }

    static Standing standing(GraphStore store, long author) {
        return store.audience(first(author, 1)).standing();
    }
}
