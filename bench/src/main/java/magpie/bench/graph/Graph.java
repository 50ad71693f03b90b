package magpie.bench.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Who follows whom: users are 0 to {@code users - 1}, an edge is the follower in its upper half and the followed in its
 * lower. No edge is there twice, and nobody follows themselves.
 *
 * @param name where it is from
 * @param users how many
 * @param edges the follows, in an order without meaning
 */
public record Graph(String name, int users, long[] edges) {

    /** The graph of these edges, each once and in a shuffled order: a list is often sorted, a real network's is not. */
    static Graph of(String name, int users, long[] edges, long seed) {
        Arrays.sort(edges);
        long[] once = Arrays.stream(edges)
                .filter(edge -> follower(edge) != followee(edge))
                .distinct()
                .toArray();
        shuffle(once, new SplittableRandom(seed));
        return new Graph(name, users, once);
    }

    /** Its name, as it can be a part of a file's: {@code reed98} of {@code socfb-Reed98.edges}. */
    public String shortName() {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^socfb-", "").replaceFirst("\\.[a-z.]+$", "");
    }

    /** The same, each follower's follows together. */
    public Graph byFollower() {
        long[] sorted = edges.clone();
        Arrays.sort(sorted);
        return new Graph(name, users, sorted);
    }

    /** The number of follows. */
    public int follows() {
        return edges.length;
    }

    /** Who follows in the i-th edge. */
    public int follower(int i) {
        return follower(edges[i]);
    }

    /** Who is followed in the i-th edge. */
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
