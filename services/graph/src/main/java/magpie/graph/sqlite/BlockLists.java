package magpie.graph.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import magpie.api.graph.Blocks;
import magpie.api.graph.TieQuery;
import magpie.kit.sql.Sql;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * Whom each account blocks, at hand in memory: nearly always nobody, and asked whenever somebody looks at what is
 * another's. {@link CacheInvalidation} keeps the lists in step with the writer.
 */
final class BlockLists {
    private static final int MAX_IDS = 2_000_000;
    private static final int ENTRY = 8;
    private static final long[] NOBODY = {};
    private static final String READ =
            "SELECT blocker, blocked FROM blocks WHERE blocker IN (SELECT value FROM json_each(?)) ORDER BY blocked";

    private final SqliteDatabase database;
    private final Cache<Long, long[]> lists = Caffeine.newBuilder()
            .maximumWeight(MAX_IDS)
            .weigher((Long blocker, long[] blocked) -> ENTRY + blocked.length)
            .executor(Runnable::run) // its upkeep is shorter than waking a thread for it
            .build();
    private final CacheInvalidation staleness;

    public BlockLists(SqliteDatabase database) {
        this.database = database;
        this.staleness = new CacheInvalidation(database, lists::invalidate);
    }

    /** Within a transaction: whom this one blocks changes. */
    void touch(long blocker) {
        staleness.touch(blocker);
    }

    /** Who of the viewer and each target blocks the other. */
    public Blocks between(TieQuery query) {
        long viewer = query.viewerId();
        long[] targets = query.targetIds();
        Map<Long, long[]> known = known(viewer, targets);
        byte[] flags = new byte[targets.length];
        for (int i = 0; i < targets.length; i++) {
            int blocking = contains(known.getOrDefault(viewer, NOBODY), targets[i]) ? Blocks.BLOCKING : 0;
            int blockedBy = contains(known.getOrDefault(targets[i], NOBODY), viewer) ? Blocks.BLOCKED_BY : 0;
            flags[i] = (byte) (blocking | blockedBy);
        }
        return new Blocks(flags);
    }

    private static boolean contains(long[] sorted, long id) {
        return Arrays.binarySearch(sorted, id) >= 0;
    }

    /** The lists of the viewer and all targets, sorted. */
    private Map<Long, long[]> known(long viewer, long[] targets) {
        Map<Long, long[]> known = new HashMap<>();
        LongStream.Builder missing = LongStream.builder();
        for (int i = -1; i < targets.length; i++) {
            long id = i < 0 ? viewer : targets[i];
            long[] list = lists.getIfPresent(id);
            if (list == null) {
                missing.add(id);
            } else {
                known.put(id, list);
            }
        }
        long[] absent = missing.build().distinct().toArray();
        if (absent.length > 0) {
            known.putAll(load(absent));
        }
        return known;
    }

    private Map<Long, long[]> load(long[] blockers) {
        long before = staleness.now();
        Map<Long, long[]> loaded = database.read(sql -> read(sql, blockers));
        loaded.forEach(
                (blocker, list) -> lists.asMap().computeIfAbsent(blocker, absent -> staleness.ifFresh(list, before)));
        return loaded;
    }

    private static Map<Long, long[]> read(Sql sql, long[] blockers) throws SQLException {
        Map<Long, LongStream.Builder> rows = new HashMap<>();
        sql.each(
                READ,
                row -> rows.computeIfAbsent(row.getLong(1), first -> LongStream.builder())
                        .add(row.getLong(2)),
                Arrays.toString(blockers));
        Map<Long, long[]> lists = new HashMap<>();
        for (long blocker : blockers) {
            LongStream.Builder blocked = rows.get(blocker);
            lists.put(blocker, blocked == null ? NOBODY : blocked.build().toArray());
        }
        return lists;
    }
}
