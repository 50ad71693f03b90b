package magpie.graph.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import magpie.api.graph.Blocks;
import magpie.api.graph.RelationshipQuery;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;

/**
 * Whom each account blocks, at hand in memory: nearly always nobody, and asked whenever somebody looks at what is
 * another's.
 */
public final class BlockLists {
    private static final int MAX_IDS = 2_000_000;
    private static final int ENTRY = 8;
    private static final long[] NOBODY = {};

    private final CoherentCache<Long, long[]> lists;

    /** Lists that are kept until they change. */
    public static BlockLists of(Function<long[], Map<Long, long[]>> read) {
        return new BlockLists(plan(read));
    }

    /** The same, where a change may be heard of late or not at all. */
    public static BlockLists of(Function<long[], Map<Long, long[]>> read, Duration longest) {
        return new BlockLists(plan(read).keptFor(longest));
    }

    private BlockLists(CachePlan<Long, long[]> plan) {
        this.lists = plan.weighing(MAX_IDS, (blocker, blocked) -> ENTRY + blocked.length);
    }

    /** Reads whom each of some accounts blocks, sorted; who blocks nobody may be left out. */
    private static CachePlan<Long, long[]> plan(Function<long[], Map<Long, long[]>> read) {
        return CachePlan.loadingIds(blockers -> {
            Map<Long, long[]> found = new HashMap<>(read.apply(blockers));
            for (long blocker : blockers) {
                found.putIfAbsent(blocker, NOBODY);
            }
            return found;
        });
    }

    /** Whom this one blocks has changed, and is committed. */
    public void forget(long blocker) {
        lists.forget(blocker);
    }

    /** The same of several. */
    public void forget(Collection<Long> blockers) {
        lists.forget(blockers);
    }

    /** Who of the viewer and each target blocks the other. */
    public Blocks between(RelationshipQuery query) {
        long viewer = query.viewerId();
        long[] targets = query.targetIds();
        Map<Long, long[]> known = lists.all(asked(viewer, targets));
        long[] own = known.getOrDefault(viewer, NOBODY);
        byte[] flags = new byte[targets.length];
        for (int i = 0; i < targets.length; i++) {
            int blocking = contains(own, targets[i]) ? Blocks.BLOCKING : 0;
            int blockedBy = contains(known.getOrDefault(targets[i], NOBODY), viewer) ? Blocks.BLOCKED_BY : 0;
            flags[i] = (byte) (blocking | blockedBy);
        }
        return new Blocks(flags);
    }

    private static List<Long> asked(long viewer, long[] targets) {
        List<Long> asked = new ArrayList<>(targets.length + 1);
        asked.add(viewer);
        for (long target : targets) {
            asked.add(target);
        }
        return asked;
    }

    private static boolean contains(long[] sorted, long id) {
        return Arrays.binarySearch(sorted, id) >= 0;
    }
}
