package magpie.graph.neo4j.reads;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import magpie.api.graph.FollowCounts;
import magpie.graph.neo4j.server.Source;

/** Reads follower and following counts from the accounts' nodes. */
public final class Counts {
    private static final String COUNTS = "UNWIND $ids AS id MATCH (u:User {id: id})"
            + " RETURN id, coalesce(u.followers, 0) AS followers, coalesce(u.following, 0) AS following";

    private final Source source;

    public Counts(Source source) {
        this.source = source;
    }

    /** Returns counts in the order asked; 0 for unknown accounts. */
    public FollowCounts of(long... userIds) {
        FollowCounts counts = new FollowCounts(new long[userIds.length], new long[userIds.length]);
        if (userIds.length > 0) {
            List<Long> ids = LongStream.of(userIds).distinct().boxed().toList();
            source.read(COUNTS, Map.of("ids", ids)).forEach(row -> {
                for (int i = 0; i < userIds.length; i++) {
                    if (userIds[i] == row.get("id").asLong()) {
                        counts.followers()[i] = row.get("followers").asLong();
                        counts.following()[i] = row.get("following").asLong();
                    }
                }
            });
        }
        return counts;
    }
}
