package magpie.post;

import java.time.Duration;
import magpie.kit.config.Setting;

/** Settings of the post service. */
public record PostConfig(
        @Setting(value = "24", help = "Hours an idempotency key is remembered", min = 1, max = 168)
        int idempotencyHours,

        @Setting(
                value = "50000",
                help = "Posts kept in memory, about 800 bytes each and 2 KB at most",
                min = 100,
                max = 10_000_000)
        int cachePosts,

        @Setting(
                value = "5000",
                help = "Authors whose newest activities are kept in memory, about 1 KB each",
                min = 10,
                max = 10_000_000)
        int cacheTimelines,

        @Setting(value = "7d", min = 60, help = "How long events stay in the topics of this service")
        Duration retention,

        @Setting(
                value = "500",
                help = "Rows removed in one transaction when a post or an account is deleted",
                min = 1,
                max = 10_000)
        int deleteChunk) {}
