package magpie.app;

import magpie.api.graph.Graph;
import magpie.api.graph.Ties;
import magpie.api.post.Posts;
import magpie.api.post.Reactions;

/** Goes over all counts in chunks, so that an instance in use is not held up. */
record Recount(Node node) {
    /** Each may be ten reads of a store that has just started, and all of a chunk are one call with its deadline. */
    private static final int CHUNK = 50;

    /** Compares and mends, and says how much there was of each. */
    String run() {
        return "graph: " + graph() + "\nposts: " + posts();
    }

    private Tally graph() {
        Graph graph = node.contract(Graph.class);
        Tally tally = Tally.NONE;
        long after = 0;
        do {
            Ties.Recounted chunk = graph.recount(new Ties.Recount(after, CHUNK));
            tally = tally.plus(chunk.checked(), chunk.mended());
            after = chunk.next();
        } while (after != 0);
        return tally;
    }

    private Tally posts() {
        Posts posts = node.contract(Posts.class);
        Tally tally = Tally.NONE;
        long after = 0;
        do {
            Reactions.Recounted chunk = posts.recount(new Reactions.Recount(after, CHUNK));
            tally = tally.plus(chunk.checked(), chunk.mended());
            after = chunk.next();
        } while (after != 0);
        return tally;
    }

    private record Tally(long checked, long mended) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(int moreChecked, int moreMended) {
            return new Tally(checked + moreChecked, mended + moreMended);
        }

        @Override
        public String toString() {
            return checked + " checked, " + mended + " mended";
        }
    }
}
