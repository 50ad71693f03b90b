package magpie.graph.neo4j.reads;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import magpie.api.graph.Blocks;
import magpie.api.graph.TieQuery;
import magpie.graph.neo4j.server.Source;
import org.jspecify.annotations.Nullable;

/**
 * Whom each account blocks, at hand in memory for a moment: nearly always nobody, and asked whenever somebody looks at
 * what is another's. What this process changes it forgets at once, what another one changes when its event comes; and
 * where that is late, after {@link #LONGEST}.
 */
public final class BlockLists {
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int MAX_IDS = 2_000_000;
    private static final int ENTRY = 8;
    private static final int STRIPES = 1 << 10;
    private static final long[] NOBODY = {};
    private static final String READ = "UNWIND $ids AS id MATCH ()-[r:BLOCKS]->()"
            + " USING INDEX SEEK r:BLOCKS(blocker, blocked) WHERE r.blocker = id AND r.blocked IS NOT NULL"
            + " RETURN id, collect(r.blocked) AS blocked";

    private final Source source;
    private final Cache<Long, long[]> lists = Caffeine.newBuilder()
            .expireAfterWrite(LONGEST)
            .maximumWeight(MAX_IDS)
            .weigher((Long blocker, long[] blocked) -> ENTRY + blocked.length)
            .executor(Runnable::run) // its upkeep is shorter than waking a thread for it
            .build();
    /** How often the lists of a stripe were forgotten: one that was read before that is not kept. */
    private final AtomicLongArray forgotten = new AtomicLongArray(STRIPES);

    public BlockLists(Source source) {
        this.source = source;
    }

    /** What these block has changed, and is committed. */
    public void forget(Collection<Long> blockers) {
        for (Long blocker : blockers) {
            forgotten.incrementAndGet(stripe(blocker));
            lists.invalidate(blocker);
        }
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

    private Map<Long, long[]> known(long viewer, long[] targets) {
        Map<Long, long[]> known = new HashMap<>();
        LongStream.Builder missing = LongStream.builder();
        LongStream.concat(LongStream.of(viewer), LongStream.of(targets))
                .distinct()
                .forEach(id -> {
                    long[] list = lists.getIfPresent(id);
                    if (list == null) {
                        missing.add(id);
                    } else {
                        known.put(id, list);
                    }
                });
        long[] absent = missing.build().toArray();
        if (absent.length > 0) {
            known.putAll(load(absent));
        }
        return known;
    }

    private Map<Long, long[]> load(long... blockers) {
        long[] stamps =
                LongStream.of(blockers).map(id -> forgotten.get(stripe(id))).toArray();
        Map<Long, long[]> read = read(blockers);
        for (int i = 0; i < blockers.length; i++) {
            long[] list = read.computeIfAbsent(blockers[i], nobody -> NOBODY);
            long stamp = stamps[i];
            lists.asMap().computeIfAbsent(blockers[i], id -> ifFresh(id, stamp, list));
        }
        return read;
    }

    private long @Nullable [] ifFresh(long blocker, long stamp, long[] list) {
        return forgotten.get(stripe(blocker)) == stamp ? list : null;
    }

    private Map<Long, long[]> read(long... blockers) {
        List<Long> ids = LongStream.of(blockers).boxed().toList();
        Map<Long, long[]> read = new HashMap<>();
        source.read(READ, Map.of("ids", ids))
                .forEach(row -> read.put(
                        row.get("id").asLong(), sorted(row.get("blocked").asList(v -> v.asLong()))));
        return read;
    }

    private static long[] sorted(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static int stripe(long id) {
        return Long.hashCode(id) & (STRIPES - 1);
    }
}
