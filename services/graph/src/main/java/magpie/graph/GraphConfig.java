package magpie.graph;

import java.time.Duration;
import magpie.graph.store.GraphRules;
import magpie.kit.config.Setting;

/**
 * The settings of the graph service.
 *
 * @param celebrityThreshold an author with this many followers or more is pulled, not pushed
 * @param celebrityExitPercent below this share of the threshold the author is pushed again
 * @param maxFollowing how many accounts one may follow
 * @param maxMutes how many accounts one may mute
 * @param maxBlocks how many accounts one may block
 * @param cachedFollowers how many followers of authors who post are cached, 8 bytes each
 * @param retention how long events stay in the topic
 */
public record GraphConfig(
        @Setting(
                value = "10000",
                min = 1,
                max = 2_000_000_000,
                help = "followers from which on an author's posts are pulled by readers")
        int celebrityThreshold,

        @Setting(
                value = "80",
                min = 1,
                max = 100,
                help = "percent of the threshold below which a celebrated author's posts are pushed again")
        int celebrityExitPercent,

        @Setting(value = "5000", min = 1, max = 1_000_000, help = "accounts one may follow")
        int maxFollowing,

        @Setting(value = "5000", min = 1, max = 1_000_000, help = "accounts one may mute")
        int maxMutes,

        @Setting(value = "10000", min = 1, max = 1_000_000, help = "accounts one may block")
        int maxBlocks,

        @Setting(
                value = "4000000",
                max = 1_000_000_000,
                help = "followers of authors who post kept in memory, 8 bytes each")
        int cachedFollowers,

        @Setting(value = "7d", min = 60, help = "how long events stay in the topic")
        Duration retention) {
    /** The rules that follow from these settings. */
    public GraphRules rules() {
        return new GraphRules(celebrityThreshold, celebrityExitPercent, maxFollowing, maxMutes, maxBlocks);
    }
}
