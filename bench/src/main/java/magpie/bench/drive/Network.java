package magpie.bench.drive;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import magpie.bench.graph.Graph;

/**
 * The plans of a graph: who asks for what in each stage.
 *
 * <p>Authors write with a heavy tail of their own (Zipf, exponent 0.7), which has nothing to do with how many follow them.
 * Timelines are read of authors in proportion to their followers. Feeds are read by everybody alike.
 */
public final class Network {
    private static final double ZIPF = 0.7;
    private static final int FEED_PERCENT = 60;
    private static final int TIMELINE_PERCENT = 30;
    private static final int MOST_FAMOUS = 100;
    /** With so many followers an author is no longer pushed; some less, for those near the line. */
    private static final int CELEBRITY = 9_000;

    private final Graph graph;
    private final long seed;
    /** Authors in a random order, and the sums of how much those up to each write. */
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

    /** Posts by authors as they write. */
    public Plan posts() {
        return index -> Request.publish(author(dice(1, index)));
    }

    /** Posts by the first so many users in turn. */
    public Plan postsOf(int authors) {
        return index -> Request.publish((int) (index % authors));
    }

    /** Each user's feed once. */
    public Plan visits() {
        return index -> Request.feed((int) index);
    }

    /** 60 % home feed, 30 % author timeline, 10 % publish; a stage has its own number, and so its own chance. */
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

    /** The same, compressed. */
    public Plan compressedFeedsOf(int[] readers) {
        return index -> Request.compressedFeed(readers[dice(2, index).nextInt(readers.length)]);
    }

    /** Posts by those whom most follow, so that deliveries outweigh the publishing by far. */
    public Plan famousPosts() {
        return index -> Request.publish(famous[dice(3, index).nextInt(famous.length)]);
    }

    /** An edge by chance. */
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
