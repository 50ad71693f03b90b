package magpie.feed;

import java.time.Duration;
import magpie.kit.config.Setting;

/** The feed's settings. */
public record FeedConfig(
        @Setting(
                value = "800",
                min = 1,
                max = 100_000,
                help = "entries kept in memory for each active reader; the stores answer below")
        int window,

        @Setting(
                value = "80",
                max = 80,
                help = "a repost is shown unless one of so many next newer entries has the same post")
        int repostDistance,

        @Setting(
                value = "1000",
                min = 1,
                max = 100_000,
                help = "entries looked at for one page at most; a page may be short, never the end")
        int maxRaw,

        @Setting(value = "4000", min = 1, max = 4_000, help = "followers served in one step of a fan-out")
        int step,

        @Setting(value = "1", min = 1, max = 64, help = "threads that fan out")
        int fanOutThreads,

        @Setting(
                value = "10s",
                max = 86_400,
                help = "how long a formerly celebrated author is pulled beyond the change: covers clocks that differ")
        Duration pullMargin,

        @Setting(
                value = "0",
                max = 100_000_000,
                help = "active readers kept in memory; 0 for as many as fit in two fifths of the heap")
        int maxActive,

        @Setting(value = "30d", min = 1, help = "a reader idle for so long is forgotten and rebuilt on return")
        Duration idle,

        @Setting(value = "50000", max = 100_000_000, help = "posts in the near cache")
        int cachedPosts,

        @Setting(value = "10000", max = 10_000_000, help = "timelines of celebrated authors in the near cache")
        int cachedAuthors) {

    /** The value of {@code maxActive} on this machine. */
    int activeReaders() {
        long bytesEach = 20L * window + 2_048;
        return maxActive > 0
                ? maxActive
                : (int) Math.min(100_000_000, Runtime.getRuntime().maxMemory() / 5 * 2 / bytesEach);
    }
}
