package magpie.post.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.PriorityQueue;
import magpie.api.post.ActivityPage;
import magpie.api.post.Merge;
import magpie.kit.sql.Sql;

/**
 * Merges the newest activities of many authors. One statement finds where each author starts, in C; then a heap yields
 * the newest overall, and reads more of an author, in growing chunks, only when that author comes to the top. So the
 * work grows with the page, not with all that the authors ever wrote.
 */
final class ActivityMerge {
    private static final int SMALLEST_CHUNK = 4;
    private static final int LARGEST_CHUNK = 256;

    private final Sql sql;
    private final PriorityQueue<Author> authors = new PriorityQueue<>(256);

    private ActivityMerge(Sql sql) {
        this.sql = sql;
    }

    static ActivityPage of(Sql sql, Merge merge) throws SQLException {
        ActivityMerge all = new ActivityMerge(sql);
        all.start(distinct(merge.authorIds()), merge.before(), merge.limit());
        return all.page(merge.limit());
    }

    private static long[] distinct(long[] ids) {
        return Arrays.stream(ids).sorted().distinct().toArray();
    }

    private void start(long[] ids, long before, int limit) throws SQLException {
        int chunk = Math.clamp(2L * limit / Math.max(1, ids.length), SMALLEST_CHUNK, LARGEST_CHUNK);
        sql.each("""
                SELECT j.value, (
                  SELECT activity_id FROM activities WHERE actor_id = j.value AND activity_id < ?2
                  ORDER BY activity_id DESC LIMIT 1)
                FROM json_each(?1) j""", row -> add(row.getLong(1), row.getLong(2), chunk), IdList.json(ids), before);
    }

    private void add(long author, long newest, int chunk) {
        if (newest != 0) {
            authors.add(new Author(author, newest, chunk));
        }
    }

    private ActivityPage page(int limit) throws SQLException {
        Columns page = new Columns(limit);
        while (!authors.isEmpty() && page.size() < limit) {
            Author newest = authors.remove();
            if (newest.loaded()) {
                newest.moveTo(page);
            } else {
                newest.load(limit - page.size());
            }
            if (!newest.finished()) {
                authors.add(newest);
            }
        }
        if (!authors.isEmpty()) {
            page.more();
        }
        return page.activityPage();
    }

    /** One author: a chunk of activities, and the id below which the next chunk starts. */
    private final class Author implements Comparable<Author> {
        private final long id;
        /** The newest that may be left: an activity already read, or an upper bound. */
        private long top;

        private int chunk;
        private Columns loaded = new Columns(0);
        private int taken;
        private boolean finished;

        Author(long id, long top, int chunk) {
            this.id = id;
            this.top = top;
            this.chunk = chunk;
        }

        boolean loaded() {
            return taken < loaded.size();
        }

        boolean finished() {
            return finished;
        }

        void load(int wanted) throws SQLException {
            int limit = Math.min(chunk, wanted);
            chunk = Math.min(LARGEST_CHUNK, chunk * 2);
            taken = 0;
            loaded = Columns.of(
                    sql,
                    limit,
                    2,
                    "SELECT a.activity_id, a.post_id FROM activities a WHERE a.actor_id = ? AND a.activity_id <= ? AND "
                            + ActivityRows.STANDS + " ORDER BY a.activity_id DESC LIMIT ?",
                    id,
                    top,
                    limit + 1);
            finished = loaded.size() == 0;
            top = finished ? 0 : loaded.first(0);
        }

        void moveTo(Columns page) {
            page.add(loaded.first(taken), loaded.second(taken), id);
            taken++;
            finished = !loaded() && !loaded.hasMore();
            top = loaded() ? loaded.first(taken) : top - 1;
        }

        @Override
        public int compareTo(Author other) {
            return Long.compare(other.top, top);
        }
    }
}
