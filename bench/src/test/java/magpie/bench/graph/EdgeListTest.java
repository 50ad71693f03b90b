package magpie.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import magpie.bench.graph.EdgeList.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading who follows whom: users 0, 1, 2 … are numbered as they appear. */
class EdgeListTest {
    @TempDir
    Path folder;

    @Test
    void theMeaningOfALineIsTheCallers() throws IOException {
        assertThat(follows("7 9", Meaning.FIRST_FOLLOWS)).containsExactly("0>1");
        assertThat(follows("7 9", Meaning.SECOND_FOLLOWS)).containsExactly("1>0");
        assertThat(follows("7 9", Meaning.BOTH)).containsExactlyInAnyOrder("0>1", "1>0");
    }

    @Test
    void facebookGoesBothWaysUnlessToldOtherwise() {
        assertThat(Meaning.of(Path.of("graphs/socfb-Reed98.edges"))).isEqualTo(Meaning.BOTH);
        assertThat(Meaning.of(Path.of("socfb/twitter.edges"))).isEqualTo(Meaning.SECOND_FOLLOWS);
    }

    @Test
    void commentsCommasTabsAndFurtherColumnsAreTolerated() throws IOException {
        String text = "# a\n% b\n// c\n\n 10,20 \n20\t30\t0.5 1999\r\n30;10\n";
        assertThat(follows(text, Meaning.FIRST_FOLLOWS)).containsExactlyInAnyOrder("0>1", "1>2", "2>0");
    }

    @Test
    void repeatsAndFollowsOfOneselfAreLeftOut() throws IOException {
        Graph graph = read("1 2\n1 2\n2 1\n3 3\n", Meaning.BOTH);
        assertThat(graph.follows()).isEqualTo(2);
        assertThat(graph.users()).isEqualTo(3);
    }

    @Test
    void aLineThatIsNoEdgeIsNamed() {
        assertThatThrownBy(() -> read("1 2\nx 3\n", Meaning.BOTH))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("\"x\"");
        assertThatThrownBy(() -> read("1 2\n\n5\n", Meaning.BOTH)).hasMessageContaining("line 3");
    }

    @Test
    void followersAreCountedWhereTheyFollow() throws IOException {
        assertThat(read("5 6\n5 7\n5 8\n6 7", Meaning.SECOND_FOLLOWS).followerCounts())
                .containsExactly(3, 1, 0, 0);
    }

    @Test
    void theSeedAloneDecidesTheOrder() throws IOException {
        String text = IntStream.range(1, 200).mapToObj(i -> i + " " + (i + 1)).collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("line.edges"), text);
        long[] one = EdgeList.read(file, Meaning.BOTH, 1).edges();
        assertThat(EdgeList.read(file, Meaning.BOTH, 1).edges()).containsExactly(one);
        assertThat(EdgeList.read(file, Meaning.BOTH, 2).edges())
                .isNotEqualTo(one)
                .containsExactlyInAnyOrder(one);
    }

    private Set<String> follows(String text, Meaning meaning) throws IOException {
        Graph graph = read(text, meaning);
        return IntStream.range(0, graph.follows())
                .mapToObj(i -> graph.follower(i) + ">" + graph.followee(i))
                .collect(Collectors.toSet());
    }

    private Graph read(String text, Meaning meaning) throws IOException {
        return EdgeList.read(Files.writeString(folder.resolve("some.edges"), text), meaning, 1);
    }
}
