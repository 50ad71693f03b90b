package magpie.post.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import magpie.kit.sql.Sql;
import magpie.post.sqlite.CountCache.Reactions;

/** Reads a person's latest likes and reposts. */
final class ViewerReactions {
    private static final int LATEST = 1_000;

    private ViewerReactions() {}

    /**
     * Reads the latest reactions. A reaction's id is generated after its post's, so a post above the oldest reaction
     * read here has no reaction that was not.
     */
    static Reactions latest(Sql sql, long userId) throws SQLException {
        Columns likes = Columns.of(
                sql,
                LATEST,
                2,
                "SELECT id, post_id FROM likes INDEXED BY likes_by_user WHERE user_id = ? ORDER BY id DESC LIMIT ?",
                userId,
                LATEST + 1);
        Columns activities = Columns.of(
                sql,
                LATEST,
                3,
                "SELECT activity_id, post_id, kind FROM activities WHERE actor_id = ? ORDER BY activity_id DESC LIMIT ?",
                userId,
                LATEST + 1);
        return new Reactions(Math.max(floor(likes), floor(activities)), liked(likes), reposted(activities));
    }

    private static long floor(Columns reactions) {
        return reactions.hasMore() ? reactions.first(reactions.size() - 1) : 0;
    }

    private static long[] liked(Columns likes) {
        long[] posts = new long[likes.size()];
        for (int i = 0; i < posts.length; i++) {
            posts[i] = likes.second(i);
        }
        Arrays.sort(posts);
        return posts;
    }

    private static long[] reposted(Columns activities) {
        long[] posts = new long[activities.size()];
        int count = 0;
        for (int i = 0; i < posts.length; i++) {
            if (activities.third(i) == ActivityRows.REPOST) {
                posts[count++] = activities.second(i);
            }
        }
        long[] found = Arrays.copyOf(posts, count);
        Arrays.sort(found);
        return found;
    }
}
