package magpie.bench.graph;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Generates a network with heavy tails on both sides. Users arrive one after another and follow a log-normal number of
 * others (mean about 40, as in the sizing of the requirements): mostly by preferential attachment, the rest at random,
 * so that everybody can be reached. The same seed makes the same network.
 */
public final class GeneratedGraph {
    /** Magpie's follow limit. */
    private static final int MOST = 5_000;

    private static final double MEAN = 40;
    private static final double SIGMA = 1;
    private static final int PERCENT_BY_FAME = 80;
    private static final int TRIES = 4;

    private final int users;
    private final SplittableRandom random;
    /** The last follower of each user: detects a repeated choice without a set. */
    private final int[] lastFollower;

    private long[] edges;
    private int[] followees;
    private int count;

    private GeneratedGraph(int users, long seed) {
        this.users = users;
        this.random = new SplittableRandom(seed);
        this.lastFollower = new int[users];
        this.edges = new long[users * 16];
        this.followees = new int[users * 16];
        Arrays.fill(lastFollower, -1);
    }

    /** A network of two users or more. */
    public static Graph of(int users, long seed) {
        GeneratedGraph graph = new GeneratedGraph(users, seed);
        for (int user = 0; user < users; user++) {
            graph.join(user);
        }
        return Graph.of("generated-" + users, users, Arrays.copyOf(graph.edges, graph.count), seed);
    }

    private void join(int user) {
        int follows = howMany();
        for (int i = 0; i < follows; i++) {
            int other = someone(user);
            if (other != user) {
                lastFollower[other] = user;
                add(user, other);
            }
        }
    }

    private int howMany() {
        double mu = Math.log(MEAN) - SIGMA * SIGMA / 2;
        double drawn = Math.exp(mu + SIGMA * random.nextGaussian());
        return Math.clamp(Math.round(drawn), 1, Math.min(MOST, users - 1));
    }

    /** Somebody whom the user does not follow yet; the user themselves if the draws found nobody. */
    private int someone(int user) {
        for (int i = 0; i < TRIES; i++) {
            boolean famous = count > 0 && random.nextInt(100) < PERCENT_BY_FAME;
            int other = famous ? followees[random.nextInt(count)] : random.nextInt(users);
            if (other != user && lastFollower[other] != user) {
                return other;
            }
        }
        return user;
    }

    private void add(int follower, int followee) {
        if (count == edges.length) {
            edges = Arrays.copyOf(edges, count * 2);
            followees = Arrays.copyOf(followees, count * 2);
        }
        followees[count] = followee;
        edges[count++] = Graph.edge(follower, followee);
    }
}
