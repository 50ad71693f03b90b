package magpie.graph.sqlite;

import java.sql.SQLException;
import magpie.kit.sql.Sql;
import magpie.kit.sqlite.CacheInvalidation;

/**
 * Deletes one chunk of an account. The tombstone and the removal of its own row come first: from then on nothing is
 * added or counted for the user. Each removed follow changes the other account's count, and so may end its celebrity
 * status.
 */
final class Deletion {
    private static final String TOMBSTONE = "INSERT INTO gone VALUES (?) ON CONFLICT DO NOTHING";
    private static final String ACCOUNT = "DELETE FROM account WHERE user = ?";
    private static final String FOLLOWEES = "SELECT followee FROM follows WHERE follower = ? LIMIT ?";
    private static final String FOLLOWERS =
            "SELECT follower FROM follows INDEXED BY follows_by_followee WHERE followee = ? LIMIT ?";
    private static final String BLOCKS = "DELETE FROM blocks WHERE blocker = ?1"
            + " AND blocked IN (SELECT blocked FROM blocks WHERE blocker = ?1 LIMIT ?2)";
    private static final String BLOCKERS = "SELECT blocker FROM blocks WHERE blocked = ? LIMIT ?";
    private static final String BLOCK = "DELETE FROM blocks WHERE blocker = ? AND blocked = ?";
    private static final String MUTES =
            "DELETE FROM mutes WHERE muter = ?1" + " AND muted IN (SELECT muted FROM mutes WHERE muter = ?1 LIMIT ?2)";
    private static final String MUTED =
            "DELETE FROM mutes WHERE muted = ?1" + " AND muter IN (SELECT muter FROM mutes WHERE muted = ?1 LIMIT ?2)";

    private final FollowRows follows;
    private final FollowerPages followerPages;
    private final CacheInvalidation blockLists;

    Deletion(FollowRows follows, FollowerPages followerPages, CacheInvalidation blockLists) {
        this.follows = follows;
        this.followerPages = followerPages;
        this.blockLists = blockLists;
    }

    /** Whether the chunk came out too small to be sure that all is gone. */
    boolean chunk(Sql sql, long user, int rows) throws SQLException {
        sql.update(TOMBSTONE, user);
        sql.update(ACCOUNT, user);
        followerPages.touch(user);
        blockLists.touch(user);
        int left = rows - following(sql, user, rows);
        left -= followers(sql, user, left);
        left -= sql.update(BLOCKS, user, left);
        left -= blockers(sql, user, left);
        left -= sql.update(MUTES, user, left);
        left -= sql.update(MUTED, user, left);
        return left == 0;
    }

    private int following(Sql sql, long user, int rows) throws SQLException {
        long[] followees = sql.numbers(FOLLOWEES, user, rows);
        for (long followee : followees) {
            follows.remove(sql, user, followee);
        }
        return followees.length;
    }

    private int blockers(Sql sql, long user, int rows) throws SQLException {
        long[] blockers = sql.numbers(BLOCKERS, user, rows);
        for (long blocker : blockers) {
            sql.update(BLOCK, blocker, user);
            blockLists.touch(blocker);
        }
        return blockers.length;
    }

    private int followers(Sql sql, long user, int rows) throws SQLException {
        long[] followers = sql.numbers(FOLLOWERS, user, rows);
        for (long follower : followers) {
            follows.remove(sql, follower, user);
        }
        return followers.length;
    }
}
