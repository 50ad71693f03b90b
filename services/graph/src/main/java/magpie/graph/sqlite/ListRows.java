package magpie.graph.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import magpie.api.Listing;
import magpie.api.UserPage;
import magpie.api.graph.MutualsListing;
import magpie.graph.store.GraphStore.Relation;
import magpie.kit.sql.Sql;

/** Pages by key. One extra row is read, which tells whether there is more. */
final class ListRows {
    private static final String FOLLOWERS = "SELECT id, follower FROM follows INDEXED BY follows_by_followee"
            + " WHERE followee = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String FOLLOWING = "SELECT id, followee FROM follows INDEXED BY follows_by_follower"
            + " WHERE follower = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String BLOCKS = "SELECT id, blocked FROM blocks INDEXED BY blocks_by_blocker"
            + " WHERE blocker = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String MUTES = "SELECT id, muted FROM mutes INDEXED BY mutes_by_muter"
            + " WHERE muter = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String MUTUALS = "SELECT a.followee, a.followee FROM follows a"
            + " CROSS JOIN follows b ON b.follower = ?1 AND b.followee = a.followee"
            + " WHERE a.follower = ?2 AND a.followee < ?3 ORDER BY a.followee DESC LIMIT ?4";

    private ListRows() {}

    static UserPage page(Sql sql, Relation relation, Listing listing) throws SQLException {
        Taken taken = new Taken(listing.limit());
        sql.each(select(relation), taken::take, listing.subjectId(), listing.before(), listing.limit() + 1);
        return taken.page();
    }

    static UserPage mutuals(Sql sql, MutualsListing listing) throws SQLException {
        Taken taken = new Taken(listing.limit());
        sql.each(MUTUALS, taken::take, listing.viewerId(), listing.userId(), listing.before(), listing.limit() + 1);
        return taken.page();
    }

    private static String select(Relation relation) {
        return switch (relation) {
            case FOLLOWERS -> FOLLOWERS;
            case FOLLOWING -> FOLLOWING;
            case BLOCKS -> BLOCKS;
            case MUTES -> MUTES;
        };
    }

    /** Rows of key and user id. */
    private static final class Taken {
        private final long[] keys;
        private final long[] users;
        private int count;
        private boolean more;

        Taken(int limit) {
            keys = new long[limit];
            users = new long[limit];
        }

        void take(ResultSet row) throws SQLException {
            if (count == keys.length) {
                more = true;
                return;
            }
            keys[count] = row.getLong(1);
            users[count++] = row.getLong(2);
        }

        UserPage page() {
            return new UserPage(Arrays.copyOf(users, count), Arrays.copyOf(keys, count), more);
        }
    }
}
