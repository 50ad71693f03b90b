package magpie.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.bench.graph.EdgeList;
import magpie.bench.graph.EdgeList.Meaning;
import magpie.bench.graph.GeneratedGraph;
import magpie.bench.graph.Graph;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** The flags of {@code bench feed}. */
public record BenchConfig(
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
        long seed,

        @Setting(value = "0", max = 1_000_000, help = "requests a second of the mix; 0: half of what a probe finds")
        int rate,

        @Setting(value = "30", min = 1, max = 86_400, help = "seconds of the mix")
        int seconds,

        @Setting(value = "10", max = 3_600, help = "seconds of the warm-up before it")
        int warmUp,

        @Setting(value = "10", max = 3_600, help = "seconds of each single cost; 0: leave them out")
        int costSeconds,

        @Setting(value = "64", min = 1, max = 10_000, help = "connections, each with one request at a time")
        int connections,

        @Setting(value = "", help = "a running server, http://host:port; without it one is started and removed again")
        String url,

        @Setting(value = "", help = "its admin port, http://host:port")
        String adminUrl,

        @Setting(value = "", help = "its admin token, from admin.json")
        String adminToken,

        @Setting(value = "", help = "its data folder, whose admin.json says the admin port and token") @Nullable
        Path data,

        @Setting(value = "", help = "settings for the started server, for example feed.window=400,limits=off")
        List<String> set,

        @Setting(value = "", help = "more JVM flags for the started server, for example -Xmx1g")
        String serverJvm,

        @Setting(value = "", help = "file for the results as JSON") @Nullable
        Path json) {

    private static final int USERS = 1_000;

    /** What no single flag shows: mistakes in how they go together. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (graph != null && users > 0) {
            mistakes.add("graph: a file and a generated network (expected: --graph or --users).");
        }
        if (users == 1) {
            mistakes.add("users: one alone can follow nobody (expected: 2 or more).");
        }
        if (!url.isEmpty() && data == null && (adminUrl.isEmpty() || adminToken.isEmpty())) {
            mistakes.add("url: accounts come by the admin port"
                    + " (expected: --data FOLDER, or --admin-url and --admin-token).");
        }
        if (url.isEmpty() && (data != null || !adminUrl.isEmpty())) {
            mistakes.add("data, admin-url: they tell of a running server (expected: --url too).");
        }
        if (!url.isEmpty() && (!set.isEmpty() || !serverJvm.isEmpty())) {
            mistakes.add("set, server-jvm: they are for a server that is started here (expected: no --url).");
        }
        return mistakes;
    }

    Graph network() throws IOException {
        if (graph == null) {
            return GeneratedGraph.of(users == 0 ? USERS : users, seed);
        }
        return EdgeList.read(graph, meaning(graph), seed);
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
