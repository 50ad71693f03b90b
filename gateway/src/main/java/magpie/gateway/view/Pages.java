package magpie.gateway.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import magpie.api.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Fills a page from a list in which some rows are hidden: it reads on until the page is full and one more visible row
 * is found. So filtering never ends a list early, and no empty page follows the last one. One row more than the page is
 * read, which nearly always is the visible one. After {@value #MAX_RAW} rows it stops and says where to go on, although
 * there may be nothing.
 */
public final class Pages {
    /** The most rows read for one page. */
    public static final int MAX_RAW = 1_000;

    private static final int LEAST_READ = 20;

    private Pages() {}

    /**
     * Rows as a service lists them.
     *
     * @param keys for each row, the key that a page after it starts from
     * @param next the key that a page after all of them starts from; deleted rows may precede it
     * @param more whether there may be more
     */
    public record Raw<R>(List<R> rows, long[] keys, long next, boolean more) {
        /** Creates rows of which none are deleted. */
        public static <R> Raw<R> of(List<R> rows, long[] keys, boolean more) {
            return new Raw<>(rows, keys, keys.length == 0 ? 0 : keys[keys.length - 1], more && keys.length > 0);
        }

        /** Returns the rows above a key; if any are not, the list ends there. */
        private Raw<R> above(long since) {
            int size = keys.length;
            while (size > 0 && keys[size - 1] <= since) {
                size--;
            }
            return size == keys.length
                    ? this
                    : new Raw<>(rows.subList(0, size), Arrays.copyOf(keys, size), next, false);
        }
    }

    /**
     * The requested part of a list.
     *
     * @param from the key it starts from
     * @param since rows of a descending list down to this key are left out: the client has seen them and wants newer
     *     ones
     */
    public record Range(long from, long since) {
        private static final long ALL = Long.MIN_VALUE;

        /** From a key to the end of the list. */
        public static Range from(long key) {
            return new Range(key, ALL);
        }
    }

    /** Reads rows. */
    public interface Source<R> {
        /** Returns at most {@code limit} rows from a key on. */
        Raw<R> read(long key, int limit);
    }

    /** Filters and converts rows. */
    public interface Filter<R, V> {
        /** Returns for each row what is shown of it, or null. */
        List<@Nullable V> filter(List<R> rows);
    }

    /**
     * A page.
     *
     * @param next the key the next page starts from; null at the end
     */
    public record Page<V>(List<V> items, @Nullable Long next) {}

    /** Fills a page of at most {@code limit} items, from a key on. */
    public static <R, V> Page<V> fill(int limit, long start, Source<R> source, Filter<R, V> filter) {
        return fill(limit, Range.from(start), source, filter, item -> 0);
    }

    /** The same for items of a known size: those of a page take {@link Limits#PAGE_BYTES} at most, except the last. */
    public static <R, V> Page<V> fill(
            int limit, Range range, Source<R> source, Filter<R, V> filter, ToIntFunction<V> size) {
        List<V> items = new ArrayList<>(limit);
        boolean full = false;
        int bytes = 0;
        long shown = range.from;
        long key = range.from;
        int read = 0;
        while (true) {
            int most = Math.min(MAX_RAW - read, Math.max(LEAST_READ, limit - items.size() + 1));
            Raw<R> raw = source.read(key, most).above(range.since);
            List<@Nullable V> filtered = filter.filter(raw.rows());
            for (int i = 0; i < filtered.size(); i++) {
                V item = filtered.get(i);
                if (item != null && full) {
                    return new Page<>(items, shown);
                }
                if (item != null) {
                    items.add(item);
                    shown = raw.keys()[i];
                    bytes += size.applyAsInt(item);
                    full = items.size() == limit || bytes >= Limits.PAGE_BYTES;
                }
            }
            key = raw.next();
            read += most;
            if (!raw.more()) {
                return new Page<>(items, null);
            }
            if (read >= MAX_RAW) {
                return new Page<>(items, key);
            }
        }
    }
}
