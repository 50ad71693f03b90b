package magpie.post.cassandra.lists;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.cassandra.session.Engine;

/**
 * Knows where the parts of a list begin, and caches it briefly. That is safe because a new part begins so far in the
 * future that every cache has expired before an id can reach it. For the same reason a writer asks after it has its id,
 * and a reader needs only what was known a moment ago.
 */
public final class Parts {
    private static final int MAX_REMEMBERED = 100_000;
    private static final long[] ONE = {0};

    private final Engine engine;
    private final Map<ListKind, PreparedStatement> queries = new EnumMap<>(ListKind.class);
    private final Cache<ListRef, long[]> cache;

    public Parts(Engine engine, CassandraTuning tuning) {
        this.engine = engine;
        for (ListKind kind : ListKind.values()) {
            queries.put(
                    kind,
                    engine.prepare("SELECT start FROM " + kind.directory() + " WHERE subject = ? AND list = '"
                            + kind.listName() + "'"));
        }
        this.cache = Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterWrite(tuning.directoryAge())
                .executor(Runnable::run)
                .build();
    }

    /** The first ids of all parts, ascending, starting at 0. */
    long[] starts(ListRef list) {
        long[] known = cache.getIfPresent(list);
        if (known == null) {
            known = read(list);
            cache.put(list, known);
        }
        return known;
    }

    private long[] read(ListRef list) {
        long[] found =
                engine.all(Engine.bind(Objects.requireNonNull(queries.get(list.kind())), list.subject())).stream()
                        .mapToLong(row -> row.getLong(0))
                        .toArray();
        return found.length == 0 ? ONE : found;
    }

    /** The start of the part that an id belongs to. */
    long startOf(ListRef list, long id) {
        long[] starts = starts(list);
        return starts[indexOf(starts, id)];
    }

    /** The index of the part that an id belongs to. */
    static int indexOf(long[] starts, long id) {
        int found = Arrays.binarySearch(starts, id);
        return found >= 0 ? found : -found - 2;
    }
}
