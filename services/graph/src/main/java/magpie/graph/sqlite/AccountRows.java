package magpie.graph.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.GraphEvent.CelebrityChanged;
import magpie.graph.store.GraphRules;
import magpie.kit.ids.IdGenerator;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code account}: counts that change in the transaction of the rows they count, and the celebrity status
 * that follows from them. Decrementing never creates a row: an account without one was deleted, and nothing is counted
 * for it.
 */
final class AccountRows {
    private static final String MORE_FOLLOWERS = "INSERT INTO account (user, followers) VALUES (?, 1)"
            + " ON CONFLICT (user) DO UPDATE SET followers = followers + 1 RETURNING user, since, until, followers";
    private static final String FEWER_FOLLOWERS = "UPDATE account SET followers = max(followers - 1, 0)"
            + " WHERE user = ? RETURNING user, since, until, followers";
    private static final String MORE_FOLLOWING = "INSERT INTO account (user, following) VALUES (?, 1)"
            + " ON CONFLICT (user) DO UPDATE SET following = following + 1";
    private static final String FEWER_FOLLOWING = "UPDATE account SET following = max(following - 1, 0) WHERE user = ?";
    private static final String SET_COUNTS = "INSERT INTO account (user, followers, following) VALUES (?1, ?2, ?3)"
            + " ON CONFLICT (user) DO UPDATE SET followers = ?2, following = ?3 RETURNING user, since, until, followers";
    private static final String SET_STATUS = "UPDATE account SET since = ?, until = ? WHERE user = ?";

    private final SqliteTopics topics;
    private final IdGenerator ids;
    private final GraphRules rules;
    private final FollowerPages followerPages;

    private record Author(CelebrityStatus status, long followers) {
        static Author read(ResultSet row) throws SQLException {
            return new Author(AccountRows.status(row), row.getLong(4));
        }
    }

    AccountRows(SqliteTopics topics, IdGenerator ids, GraphRules rules, FollowerPages followerPages) {
        this.topics = topics;
        this.ids = ids;
        this.rules = rules;
        this.followerPages = followerPages;
    }

    /** The celebrity status in a row that starts with user, since, until. */
    static CelebrityStatus status(ResultSet row) throws SQLException {
        return new CelebrityStatus(row.getLong(1), row.getLong(2), row.getLong(3));
    }

    /** A follow row was added. */
    void followed(Sql sql, long follower, long followee) throws SQLException {
        sql.update(MORE_FOLLOWING, follower);
        followerPages.touch(followee);
        decide(sql, sql.first(MORE_FOLLOWERS, Author::read, followee));
    }

    /** A follow row was removed. */
    void unfollowed(Sql sql, long follower, long followee) throws SQLException {
        sql.update(FEWER_FOLLOWING, follower);
        followerPages.touch(followee);
        decide(sql, sql.first(FEWER_FOLLOWERS, Author::read, followee));
    }

    /** Sets both counts, which are known. */
    void set(Sql sql, long user, long followers, long following) throws SQLException {
        followerPages.touch(user);
        decide(sql, sql.first(SET_COUNTS, Author::read, user, followers, following));
    }

    private void decide(Sql sql, @Nullable Author author) throws SQLException {
        if (author == null) {
            return;
        }
        CelebrityStatus after = rules.celebrityStatus(author.status(), author.followers(), ids::next);
        if (!after.equals(author.status())) {
            sql.update(SET_STATUS, after.since(), after.until(), after.authorId());
            topics.append(
                    sql,
                    GraphEvent.TOPIC,
                    after.authorId(),
                    new CelebrityChanged(after.authorId(), after.since(), after.until()));
        }
    }
}
