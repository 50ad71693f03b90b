package magpie.post.cassandra.session;

import java.time.Duration;

/**
 * What the layout in Cassandra rests on.
 *
 * @param partEntries from how many entries on a list gets a new part
 * @param partLead how far ahead of now a new part begins: more than {@code directoryAge} and what clocks may differ
 * @param directoryAge how long it is remembered where the parts of a list begin
 * @param countAge how long counts of a post are remembered of which something changed in the last ten seconds, give or
 *     take a fifth
 * @param stillAge the same of all other posts, but a quarter of the time since the last change at most: how old a count
 *     may be if its event was lost
 * @param hotPosts of how many posts counts are remembered
 * @param nearReactions how many reactions of one person to the posts of six days are remembered; of whoever has more they
 *     are read each time
 * @param foldPause the shortest pause between two countings of one list by one process
 * @param replayWindow how late a write may still appear: longer than a write's tries and the replay of a batch
 */
public record CassandraTuning(
        int partEntries,
        Duration partLead,
        Duration directoryAge,
        Duration countAge,
        Duration stillAge,
        int hotPosts,
        int nearReactions,
        Duration foldPause,
        Duration replayWindow) {
    /** What suits a cluster whose clocks differ by at most ten seconds. */
    public static CassandraTuning standard(int hotPosts) {
        return new CassandraTuning(
                1_024,
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                hotPosts,
                2_000,
                Duration.ofMillis(250),
                Duration.ofSeconds(120));
    }
}
