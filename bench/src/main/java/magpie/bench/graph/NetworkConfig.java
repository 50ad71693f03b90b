package magpie.bench.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import magpie.bench.graph.EdgeList.Meaning;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** The network to load. */
public record NetworkConfig(
        @Setting(value = "", help = "edge list: two numbers a line; or --users") @Nullable
        Path graph,

        @Setting(
                value = "auto",
                oneOf = {"auto", "both", "first-follows", "second-follows"},
                help = "what a line \"a b\" means; auto: both ways for socfb-*, else b follows a")
        String edges,

        @Setting(value = "0", max = 1_000_000, help = "users of a generated network instead; 0 and no --graph: 1000")
        int users,

        @Setting(value = "10", max = 1_000, help = "posts before the measuring, mean of a heavy tail")
        int postsPerUser,

        @Setting(value = "1", help = "of everything random: the same seed, the same load")
        long seed) {

    private static final int USERS = 1_000;

    public List<String> mistakes() {
        if (graph != null && users > 0) {
            return List.of("graph: a file and a generated network (expected: --graph or --users).");
        }
        return users == 1 ? List.of("users: one alone can follow nobody (expected: 2 or more).") : List.of();
    }

    /** Builds the network. */
    public Graph network() throws IOException {
        Graph network = graph == null
                ? GeneratedGraph.of(users == 0 ? USERS : users, seed)
                : EdgeList.read(graph, meaning(graph), seed);
        if (network.follows() == 0) {
            throw new IOException(network.name() + " has no follows.");
        }
        return network;
    }

    private Meaning meaning(Path file) {
        return switch (edges) {
            case "both" -> Meaning.BOTH;
            case "first-follows" -> Meaning.FIRST_FOLLOWS;
            case "second-follows" -> Meaning.SECOND_FOLLOWS;
            default -> Meaning.of(file);
        };
    }
}
