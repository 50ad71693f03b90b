package magpie.graph.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import magpie.api.Listing;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.RelationshipSet;
import magpie.graph.store.GraphStore;
import magpie.kit.sql.Sql;

/**
 * Reads what feeds are made from. The statements of an answer see successive commits, so their order matters: a change
 * between two of them makes the answer true as of a moment ago, or hides more than necessary; its event is still to
 * come.
 */
final class FeedRows {
    /** An account without a row never had a follower, or was deleted and its rows may still be on their way out. */
    private static final String STATUS = "SELECT user, since, until FROM account WHERE user = ?";

    static final String FOLLOWERS = "SELECT follower, id FROM follows INDEXED BY follows_by_followee"
            + " WHERE followee = ? AND id < ? ORDER BY id DESC LIMIT ?";
    static final String FOLLOWING = "SELECT followee FROM follows WHERE follower = ? ORDER BY followee";
    static final String NEWEST = "SELECT max(id) FROM follows INDEXED BY follows_by_follower WHERE follower = ?";
    static final String CELEBRATED = "SELECT a.user, a.since, a.until FROM follows f"
            + " CROSS JOIN account a INDEXED BY account_celebrated ON a.user = f.followee AND a.since != 0"
            + " WHERE f.follower = ? ORDER BY f.followee";
    /** A merge of two index ranges; a mutual block appears once. */
    static final String HIDDEN = "SELECT blocked, id FROM blocks WHERE blocker = ?1 UNION ALL"
            + " SELECT blocker, id FROM blocks b WHERE blocked = ?1"
            + " AND NOT EXISTS (SELECT 1 FROM blocks m WHERE m.blocker = ?1 AND m.blocked = b.blocker)"
            + " ORDER BY id DESC LIMIT ?2";

    private static final String MUTED =
            "SELECT muted FROM mutes INDEXED BY mutes_by_muter WHERE muter = ? ORDER BY id DESC";

    private FeedRows() {}

    /** Reads the celebrity status first: followers added after it was read are listed all the same. */
    static FollowerPage followerPage(Sql sql, Listing step) throws SQLException {
        long author = step.subjectId();
        CelebrityStatus status = sql.first(STATUS, AccountRows::status, author);
        if (status == null || status.celebrated()) {
            return new FollowerPage(status == null ? CelebrityStatus.ordinary(author) : status, new long[0], 0);
        }
        Step taken = new Step(step.limit());
        sql.each(FOLLOWERS, taken::take, author, step.before(), step.limit() + 1);
        return new FollowerPage(status, Arrays.copyOf(taken.followers, taken.count), taken.next);
    }

    /**
     * Reads follows before blocks: a block made in between is then seen as one, and not as a stranger. Reads the newest
     * key before the follows: a follow made in between has a greater key, and is seen as new later.
     */
    static RelationshipSet relationshipSet(Sql sql, long user) throws SQLException {
        long newest = sql.number(NEWEST, 0, user);
        long[] following = sql.numbers(FOLLOWING, user);
        List<CelebrityStatus> celebrated = sql.list(CELEBRATED, AccountRows::status, user);
        long[] hidden = sql.numbers(HIDDEN, user, GraphStore.MAX_HIDDEN + 1);
        boolean complete = hidden.length <= GraphStore.MAX_HIDDEN;
        long[] named = complete ? hidden : Arrays.copyOf(hidden, GraphStore.MAX_HIDDEN);
        return new RelationshipSet(following, newest, celebrated, named, sql.numbers(MUTED, user), complete);
    }

    /** Followers of one step, packed; only the last one's key is read. */
    private static final class Step {
        private final long[] followers;
        private int count;
        private long lastId;
        private long next;

        Step(int limit) {
            followers = new long[limit];
        }

        void take(ResultSet row) throws SQLException {
            if (count == followers.length) {
                next = lastId;
                return;
            }
            followers[count++] = row.getLong(1);
            if (count == followers.length) {
                lastId = row.getLong(2);
            }
        }
    }
}
