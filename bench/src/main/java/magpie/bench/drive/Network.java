package magpie.bench.drive;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import magpie.bench.graph.Graph;

/**
 * The plans of a graph: who requests what in each stage.
 *
 * <p>Authors publish with their own heavy tail (Zipf, exponent 0.7), independent of how many follow them. Timelines are
 * read in proportion to their authors' followers. Feeds are read by everybody equally.
 */
public final class Network {
    private static final double ZIPF = 0.7;
    private static final int FEED_PERCENT = 60;
    private static final int TIMELINE_PERCENT = 30;
    private static final int MOST_FAMOUS = 100;
    /** From about this many followers on, an author is a celebrity; slightly lower, for authors near the threshold. */
    private static final int CELEBRITY = 9_000;

    private final Graph graph;
    private final long seed;
    /** Authors in random order, and the cumulative sums of how much they write. */
    private final int[] authors;

    private final double[] sums;
    private final int[] famous;

    public Network(Graph graph, long seed) {
        this.graph = graph;
        this.seed = seed;
        this.authors = shuffled(graph.users(), new SplittableRandom(seed));
        this.sums = IntStream.range(0, graph.users())
                .mapToDouble(rank -> Math.pow(rank + 1, -ZIPF))
                .toArray();
        Arrays.parallelPrefix(sums, Double::sum);
        this.famous = famous(graph);
    }

    /** Posts in proportion to how much authors write. */
    public Plan posts() {
        return index -> Request.publish(author(dice(1, index)));
    }

    /** Posts by a number of users in turn. */
    public Plan postsOf(int authors) {
        return index -> Request.publish((int) (index % authors));
    }

    /** Each user's feed once. */
    public Plan visits() {
        return index -> Request.feed((int) index);
    }

    /** 60 % home feed, 30 % author timeline, 10 % publish; the stage's number seeds its random choices. */
    public Plan mix(int stage) {
        return index -> {
            SplittableRandom dice = dice(stage, index);
            int roll = dice.nextInt(100);
            if (roll < FEED_PERCENT) {
                return Request.feed(dice.nextInt(graph.users()));
            } else if (roll < FEED_PERCENT + TIMELINE_PERCENT) {
                return Request.timeline(dice.nextInt(graph.users()), graph.followee(edge(dice)));
            }
            return Request.publish(author(dice));
        };
    }

    /** The mix without its publishes. */
    public Plan reads(int stage) {
        return index -> {
            SplittableRandom dice = dice(stage, index);
            return dice.nextInt(FEED_PERCENT + TIMELINE_PERCENT) < FEED_PERCENT
                    ? Request.feed(dice.nextInt(graph.users()))
                    : Request.timeline(dice.nextInt(graph.users()), graph.followee(edge(dice)));
        };
    }

    /** Feeds of some readers. */
    public Plan feedsOf(int[] readers) {
        return index -> Request.feed(readers[dice(2, index).nextInt(readers.length)]);
    }

    /** The same, compressed as this kind of request asks. */
    public Plan compressedFeedsOf(int[] readers, Kind kind) {
        return index -> Request.compressedFeed(kind, readers[dice(2, index).nextInt(readers.length)]);
    }

    /** Posts by the most followed authors, so that deliveries far outweigh the publishing. */
    public Plan famousPosts() {
        return index -> Request.publish(famous[dice(3, index).nextInt(famous.length)]);
    }

    /** A random edge. */
    public int edge(SplittableRandom dice) {
        return dice.nextInt(graph.follows());
    }

    public Graph graph() {
        return graph;
    }

    private int author(SplittableRandom dice) {
        double drawn = dice.nextDouble() * sums[sums.length - 1];
        int at = Arrays.binarySearch(sums, drawn);
        return authors[Math.min(at < 0 ? -at - 1 : at, authors.length - 1)];
    }

    private SplittableRandom dice(int stage, long index) {
        return Plan.dice(seed * 31 + stage, index);
    }

    private static int[] famous(Graph graph) {
        int[] followers = graph.followerCounts();
        return IntStream.range(0, graph.users())
                .filter(user -> followers[user] < CELEBRITY)
                .boxed()
                .sorted(Comparator.comparingInt((Integer user) -> -followers[user]))
                .limit(Math.clamp(graph.users() / 10, 1, MOST_FAMOUS))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] numbers = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return numbers;
    }
}
