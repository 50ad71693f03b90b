package magpie.bench;

import java.util.ArrayList;
import java.util.List;
import magpie.kit.config.Setting;

/** What {@code bench feed} measures. */
record FeedConfig(
        @Setting(
                value = "hybrid",
                help = "push, pull, hybrid (as the server is set), or several: each on a server of its own")
        List<String> model,

        @Setting(value = "0", max = 10_000_000, help = "followers of one more author, whose posts are then measured")
        int celebrity,

        @Setting(value = "off", help = "reads alone") boolean readOnly,

        @Setting(value = "0", max = 1_000_000, help = "requests a second of the mix; 0: half of what a probe finds")
        int rate,

        @Setting(value = "30", min = 1, max = 86_400, help = "seconds of the mix")
        int seconds,

        @Setting(value = "10", max = 3_600, help = "seconds of the warm-up before it")
        int warmUp,

        @Setting(value = "10", max = 3_600, help = "seconds of each single cost; 0: leave them out")
        int costSeconds,

        @Setting(value = "3", min = 1, max = 100, help = "how often all is measured, on the same server")
        int repeat) {

    private static final List<String> MODELS = List.of("push", "pull", "hybrid");

    List<String> mistakes(boolean ownServer) {
        List<String> mistakes = new ArrayList<>();
        if (model.isEmpty() || !MODELS.containsAll(model)) {
            mistakes.add("model: " + String.join(",", model) + " (expected: some of push, pull, hybrid).");
        }
        if (!ownServer && !model.equals(List.of("hybrid"))) {
            mistakes.add("model: it is set when the server starts (expected: no --url, or no --model).");
        }
        if (readOnly && celebrity > 0) {
            mistakes.add("celebrity: it publishes (expected: no --read-only).");
        }
        return mistakes;
    }

    /** The server's settings that make it one of the models. */
    static List<String> settings(String model) {
        return switch (model) {
            case "push" -> List.of("graph.celebrity-threshold=" + Integer.MAX_VALUE);
            case "pull" -> List.of("graph.celebrity-threshold=1", "graph.celebrity-exit-percent=1");
            default -> List.of();
        };
    }
}
