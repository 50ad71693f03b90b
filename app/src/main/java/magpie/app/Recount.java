package magpie.app;

import java.util.function.Function;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;

/** Goes over all counts in chunks, so that an instance in use is not held up. */
record Recount(Node node) {
    /** Each may be ten reads of a store that has just started, and all of a chunk are one call with its deadline. */
    private static final int CHUNK = 50;

    /** Compares and mends, and says how much there was of each. */
    String run() {
        return "graph: " + all(node.contract(Graph.class)::recount) + "\nposts: "
                + all(node.contract(Posts.class)::recount);
    }

    private static String all(Function<RecountChunk, Recounted> recount) {
        long checked = 0;
        long mended = 0;
        long after = 0;
        do {
            Recounted chunk = recount.apply(new RecountChunk(after, CHUNK));
            checked += chunk.checked();
            mended += chunk.mended();
            after = chunk.next();
        } while (after != 0);
        return checked + " checked, " + mended + " mended";
    }
}
