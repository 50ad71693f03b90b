package magpie.post.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import magpie.api.UserPage;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore.PostKeys;
import org.jspecify.annotations.Nullable;

/** Up to three columns of numbers, filled row by row; the first is the key. */
final class Columns {
    private final int limit;
    private final long[] first;
    private final long[] second;
    private final long[] third;
    private int size;
    private boolean more;

    /** Makes room for {@code limit} rows; a further row only says that there is more. */
    Columns(int limit) {
        this.limit = limit;
        this.first = new long[limit];
        this.second = new long[limit];
        this.third = new long[limit];
    }

    /** Reads a query with two or three columns, which should ask for one row above the limit. */
    static Columns of(Sql sql, int limit, int columns, String query, @Nullable Object... values) throws SQLException {
        Columns found = new Columns(limit);
        sql.each(query, row -> found.add(row.getLong(1), row.getLong(2), columns > 2 ? row.getLong(3) : 0), values);
        return found;
    }

    void add(long a, long b, long c) {
        if (size == limit) {
            more = true;
            return;
        }
        first[size] = a;
        second[size] = b;
        third[size++] = c;
    }

    int size() {
        return size;
    }

    long first(int row) {
        return first[row];
    }

    long second(int row) {
        return second[row];
    }

    long third(int row) {
        return third[row];
    }

    boolean hasMore() {
        return more;
    }

    void more() {
        more = true;
    }

    ActivityPage activityPage() {
        return new ActivityPage(cut(first), cut(second), cut(third), more);
    }

    ActivityBatch activityBatch() {
        return new ActivityBatch(cut(first), cut(second), cut(third));
    }

    /** The page with the key first, then the user. */
    UserPage userPage() {
        return new UserPage(cut(second), cut(first), more);
    }

    /** The page with the key first, then the post. */
    PostKeys postKeys() {
        return new PostKeys(cut(second), cut(first), more);
    }

    private long[] cut(long[] column) {
        return size == limit ? column : Arrays.copyOf(column, size);
    }
}
