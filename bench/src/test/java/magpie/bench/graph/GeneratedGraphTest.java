package magpie.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The made-up network. */
class GeneratedGraphTest {
    @Test
    void theSameSeedMakesTheSameNetwork() {
        long[] one = GeneratedGraph.of(500, 7).edges();
        assertThat(GeneratedGraph.of(500, 7).edges()).containsExactly(one);
        assertThat(GeneratedGraph.of(500, 8).edges()).isNotEqualTo(one);
    }

    @Test
    void usersFollowAboutFortyOthers() {
        Graph graph = GeneratedGraph.of(5_000, 1);
        assertThat((double) graph.follows() / graph.users()).isBetween(33.0, 42.0);
    }

    @Test
    void fewAreFollowedByMany() {
        Graph graph = GeneratedGraph.of(5_000, 1);
        int[] counts = graph.followerCounts();
        Arrays.sort(counts);
        int median = counts[counts.length / 2];
        int top = Arrays.stream(counts, counts.length - 50, counts.length).sum();
        assertThat(counts[counts.length - 1]).isGreaterThan(20 * median);
        assertThat((double) top / graph.follows()).isGreaterThan(0.08);
    }

    @Test
    void everyEdgeIsThereOnceAndLeadsToSomebodyElse() {
        for (int users : new int[] {2, 3, 10, 300}) {
            Graph graph = GeneratedGraph.of(users, users);
            assertThat(Arrays.stream(graph.edges()).distinct().count()).isEqualTo(graph.follows());
            assertThat(IntStream.range(0, graph.follows()))
                    .allMatch(i -> graph.follower(i) != graph.followee(i)
                            && graph.follower(i) < users
                            && graph.followee(i) < users);
            assertThat(graph.follows()).isPositive();
        }
    }
}
