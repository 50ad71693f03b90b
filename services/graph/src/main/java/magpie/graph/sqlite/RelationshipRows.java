package magpie.graph.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import magpie.api.graph.FollowCounts;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.graph.store.PairState;
import magpie.graph.store.RelationshipChange;
import magpie.kit.sql.Sql;

/**
 * Reads relationships and counts of several accounts in one statement each. The ids go in as one JSON array and are
 * looked up in the tables' own keys. A relationship comes back as five bits, with its position in the array.
 */
final class RelationshipRows {
    /** How the viewer (parameter 1) relates to a target; bits in the component order of {@link Relationship}. */
    private static final String BITS = """
            EXISTS (SELECT 1 FROM follows WHERE follower = ?1 AND followee = $target)
            + 2 * EXISTS (SELECT 1 FROM follows WHERE follower = $target AND followee = ?1)
            + 4 * EXISTS (SELECT 1 FROM blocks WHERE blocker = ?1 AND blocked = $target)
            + 8 * EXISTS (SELECT 1 FROM blocks WHERE blocker = $target AND blocked = ?1)
            + 16 * EXISTS (SELECT 1 FROM mutes WHERE muter = ?1 AND muted = $target)
            """;

    /** The same, with a bit for whether either is deleted, and the actor's current number of what is to change. */
    private static final String STATE =
            "SELECT " + BITS.replace("$target", "?2") + " + 32 * EXISTS (SELECT 1 FROM gone WHERE user IN (?1, ?2)), ";

    private static final String FOLLOWING = STATE + "coalesce((SELECT following FROM account WHERE user = ?1), 0)";
    private static final String BLOCKING = STATE + "(SELECT count(*) FROM blocks WHERE blocker = ?1)";
    private static final String MUTING = STATE + "(SELECT count(*) FROM mutes WHERE muter = ?1)";
    private static final int GONE = 32;
    private static final String MANY = "SELECT j.key, " + BITS.replace("$target", "j.value") + " FROM json_each(?2) j";
    private static final String COUNTS =
            "SELECT j.key, a.followers, a.following" + " FROM json_each(?) j CROSS JOIN account a ON a.user = j.value";

    private static final List<Relationship> BY_BITS = IntStream.range(0, GONE)
            .mapToObj(bits -> new Relationship(
                    (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0))
            .toList();

    private RelationshipRows() {}

    /** Returns what a change is decided by. */
    static PairState state(Sql sql, RelationshipChange change, Pair pair) throws SQLException {
        String query = switch (change) {
            case FOLLOW, UNFOLLOW -> FOLLOWING;
            case BLOCK, UNBLOCK -> BLOCKING;
            case MUTE, UNMUTE -> MUTING;
        };
        PairState state = sql.first(query, RelationshipRows::state, pair.actorId(), pair.targetId());
        return Objects.requireNonNull(state);
    }

    private static PairState state(ResultSet row) throws SQLException {
        int bits = row.getInt(1);
        return new PairState((bits & GONE) != 0, BY_BITS.get(bits & (GONE - 1)), row.getLong(2));
    }

    static List<Relationship> many(Sql sql, long viewer, long... targets) throws SQLException {
        Relationship[] relationships = new Relationship[targets.length];
        sql.each(
                MANY,
                row -> relationships[row.getInt(1)] = BY_BITS.get(row.getInt(2)),
                viewer,
                Arrays.toString(targets));
        return List.of(relationships);
    }

    static FollowCounts counts(Sql sql, long... users) throws SQLException {
        FollowCounts counts = new FollowCounts(new long[users.length], new long[users.length]);
        sql.each(
                COUNTS,
                row -> {
                    counts.followers()[row.getInt(1)] = row.getLong(2);
                    counts.following()[row.getInt(1)] = row.getLong(3);
                },
                Arrays.toString(users));
        return counts;
    }
}
