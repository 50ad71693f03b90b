package magpie.bench.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A follow graph: users are 0 to {@code users - 1}, an edge has the follower in its upper half and the followed in its
 * lower. There are no duplicate edges, and nobody follows themselves.
 *
 * @param name its source
 * @param users how many
 * @param edges the follows, in no particular order
 */
public record Graph(String name, int users, long[] edges) {

    /** Makes a graph of these edges, without duplicates and shuffled: lists are often sorted, real networks are not. */
    static Graph of(String name, int users, long[] edges, long seed) {
        Arrays.sort(edges);
        long[] once = Arrays.stream(edges)
                .filter(edge -> follower(edge) != followee(edge))
                .distinct()
                .toArray();
        shuffle(once, new SplittableRandom(seed));
        return new Graph(name, users, once);
    }

    /** The part of its name used in file names: {@code reed98} for {@code socfb-Reed98.edges}. */
    public String shortName() {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^socfb-", "").replaceFirst("\\.[a-z.]+$", "");
    }

    /** A copy with each follower's follows together. */
    public Graph byFollower() {
        long[] sorted = edges.clone();
        Arrays.sort(sorted);
        return new Graph(name, users, sorted);
    }

    /** The number of follows. */
    public int follows() {
        return edges.length;
    }

    /** The follower of the i-th edge. */
    public int follower(int i) {
        return follower(edges[i]);
    }

    /** The followed user of the i-th edge. */
    public int followee(int i) {
        return followee(edges[i]);
    }

    /** How many followers each user has. */
    public int[] followerCounts() {
        int[] counts = new int[users];
        for (long edge : edges) {
            counts[followee(edge)]++;
        }
        return counts;
    }

    static long edge(int follower, int followee) {
        return (long) follower << 32 | followee;
    }

    private static int follower(long edge) {
        return (int) (edge >>> 32);
    }

    private static int followee(long edge) {
        return (int) edge;
    }

    private static void shuffle(long[] edges, SplittableRandom random) {
        for (int i = edges.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            long edge = edges[i];
            edges[i] = edges[other];
            edges[other] = edge;
        }
    }

    @Override
    public String toString() {
        return name + " (" + users + " users, " + follows() + " follows)";
    }
}
