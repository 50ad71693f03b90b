package magpie.bench.graph;

import java.util.SplittableRandom;

/**
 * A network for measuring memory: a few authors who write, and readers who each follow enough of them to fill more than
 * a window of 800. The authors come first.
 */
public final class FullWindows {
    /** The number of authors. */
    public static final int AUTHORS = 100;
    /** The number of posts by each author. */
    public static final int POSTS = 50;

    /** The number of authors each reader follows: 1,000 posts. */
    private static final int FOLLOWED = 20;

    private FullWindows() {}

    /** A network with a number of readers. */
    public static Graph of(int readers, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] edges = new long[(AUTHORS + readers) * FOLLOWED];
        for (int user = 0; user < AUTHORS + readers; user++) {
            int first = random.nextInt(AUTHORS);
            for (int i = 0; i < FOLLOWED; i++) {
                edges[user * FOLLOWED + i] = Graph.edge(user, (first + i) % AUTHORS);
            }
        }
        return Graph.of("full-windows-" + readers, AUTHORS + readers, edges, seed);
    }
}
