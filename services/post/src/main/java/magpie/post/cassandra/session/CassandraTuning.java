package magpie.post.cassandra.session;

import java.time.Duration;

/**
 * The constants that the layout in Cassandra rests on.
 *
 * @param partEntries how many entries make a list start a new part
 * @param partLead how far ahead of now a new part begins: more than {@code directoryAge} plus clock skew
 * @param directoryAge how long the starts of a list's parts are cached
 * @param countAge TTL of a post's counts if something changed in the last ten seconds; jitter adds up to a
 *     fifth, to the next one too
 * @param stillAge TTL of the counts of all other posts, capped at a quarter of the time since the last change: how
 *     stale a count may be if its event was lost
 * @param hotPosts how many posts have their counts cached
 * @param nearReactions how many reactions of one person to the posts of six days are cached; for a person with more
 *     they are read each time
 * @param countPause the shortest pause between two counts of one list by one process
 * @param replayWindow how late a write may still appear: longer than a write's retries and the replay of a batch
 */
public record CassandraTuning(
        int partEntries,
        Duration partLead,
        Duration directoryAge,
        Duration countAge,
        Duration stillAge,
        int hotPosts,
        int nearReactions,
        Duration countPause,
        Duration replayWindow) {
    /** Suits a cluster whose clocks differ by at most ten seconds. */
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
