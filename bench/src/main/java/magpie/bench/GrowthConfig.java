package magpie.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.bench.graph.NetworkConfig;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** What {@code bench growth} does. */
record GrowthConfig(
        @Setting(value = "1000,10000,100000", help = "sizes of generated networks")
        List<String> users,

        @Setting(value = "", help = "files of edges, measured after them")
        List<String> graphs,

        @Setting(value = "10", max = 1_000, help = "posts before the measuring, mean of a heavy tail")
        int postsPerUser,

        @Setting(value = "1", help = "of everything random: the same seed, the same load")
        long seed,

        @Setting(value = "10", min = 1, max = 3_600, help = "seconds of the warm-up")
        int warmUp,

        @Setting(value = "10", min = 1, max = 3_600, help = "seconds of each single cost")
        int costSeconds,

        @Setting(value = "3", min = 1, max = 100, help = "how often each is measured, on the same server")
        int repeat) {

    List<String> mistakes() {
        return users.stream()
                .filter(size -> !size.matches("[0-9]{1,6}|1000000") || Integer.parseInt(size) < 2)
                .map(size -> "users: " + size + " (expected: whole numbers from 2 to 1000000).")
                .toList();
    }

    /** The networks, each as the flags of other benches would describe it. */
    List<NetworkConfig> networks() {
        List<NetworkConfig> networks = new ArrayList<>();
        users.forEach(size -> networks.add(network(null, Integer.parseInt(size))));
        graphs.forEach(file -> networks.add(network(Path.of(file), 0)));
        return networks;
    }

    private NetworkConfig network(@Nullable Path file, int size) {
        return new NetworkConfig(file, "auto", size, postsPerUser, seed);
    }
}
