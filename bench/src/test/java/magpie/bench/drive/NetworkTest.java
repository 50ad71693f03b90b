package magpie.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import magpie.bench.graph.GeneratedGraph;
import magpie.bench.graph.Graph;
import org.junit.jupiter.api.Test;

/** Who asks for what. */
class NetworkTest {
    private static final int MANY = 100_000;

    private final Graph graph = GeneratedGraph.of(1_000, 3);
    private final Network network = new Network(graph, 3);

    @Test
    void theMixIsSixtyThirtyTen() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (int i = 0; i < MANY; i++) {
            counts.merge(network.mix(1).at(i).kind(), 1, Integer::sum);
        }
        assertThat(counts.get(Kind.FEED) / (double) MANY).isBetween(0.59, 0.61);
        assertThat(counts.get(Kind.TIMELINE) / (double) MANY).isBetween(0.29, 0.31);
        assertThat(counts.get(Kind.PUBLISH) / (double) MANY).isBetween(0.09, 0.11);
        assertThat(counts).hasSize(3);
    }

    @Test
    void aPlanIsAFunctionOfSeedStageAndNumber() {
        Plan again = new Network(graph, 3).mix(1);
        assertThat(again.at(77)).isEqualTo(network.mix(1).at(77));
        assertThat(differing(network.mix(1), network.mix(2))).isGreaterThan(900);
        assertThat(differing(network.mix(1), new Network(graph, 4).mix(1))).isGreaterThan(900);
    }

    @Test
    void someWriteMuchAndMostALittle() {
        int[] posts = new int[graph.users()];
        for (int i = 0; i < MANY; i++) {
            posts[network.posts().at(i).actor()]++;
        }
        Arrays.sort(posts);
        assertThat(posts[999]).isGreaterThan(20 * posts[500]);
        assertThat(posts[0]).isPositive();
    }

    @Test
    void theFamousAreThoseWhomMostFollow() {
        int[] followers = graph.followerCounts();
        int[] sorted = followers.clone();
        Arrays.sort(sorted);
        int hundredth = sorted[sorted.length - 100];
        for (int i = 0; i < 1_000; i++) {
            assertThat(followers[network.famousPosts().at(i).actor()]).isGreaterThanOrEqualTo(hundredth);
        }
    }

    @Test
    void readsAreTheMixWithoutItsPublishes() {
        long feeds = 0;
        for (int i = 0; i < MANY; i++) {
            Request request = network.reads(1).at(i);
            assertThat(request.kind()).isIn(Kind.FEED, Kind.TIMELINE);
            feeds += request.kind() == Kind.FEED ? 1 : 0;
        }
        assertThat(feeds / (double) MANY).isBetween(0.65, 0.68);
    }

    private static long differing(Plan one, Plan other) {
        long count = 0;
        for (int i = 0; i < 1_000; i++) {
            count += one.at(i).equals(other.at(i)) ? 0 : 1;
        }
        return count;
    }
}
