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

    private final CoherentCache<Long, BlockList> lists;

    /**
     * What a store answers.
     *
     * @param blocked whom each blocks, sorted; who blocks nobody may be left out
     * @param behind whether it comes from a copy, which may not have what was acknowledged: then it is not kept
     */
    public record Read(Map<Long, long[]> blocked, boolean behind) {}

    private record BlockList(long[] blocked, boolean behind) {}

    /** Lists that are kept until they change. */
    public static BlockLists of(Function<long[], Read> read) {
        return new BlockLists(plan(read));
    }

    /** The same, where a change may be heard of late or not at all. */
    public static BlockLists of(Function<long[], Read> read, Duration longest) {
        return new BlockLists(plan(read).keptFor(longest));
    }

    private BlockLists(CachePlan<Long, BlockList> plan) {
        this.lists = plan.keepingOnly(list -> !list.behind)
                .weighing(MAX_IDS, (blocker, list) -> ENTRY + list.blocked.length);
    }

    private static CachePlan<Long, BlockList> plan(Function<long[], Read> read) {
        return CachePlan.loadingIds(blockers -> {
            Read answer = read.apply(blockers);
            Map<Long, BlockList> found = HashMap.newHashMap(blockers.length);
            for (long blocker : blockers) {
                found.put(blocker, new BlockList(answer.blocked.getOrDefault(blocker, NOBODY), answer.behind));
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
        Map<Long, BlockList> known = lists.all(asked(viewer, targets));
        long[] own = blocked(known, viewer);
        byte[] flags = new byte[targets.length];
        for (int i = 0; i < targets.length; i++) {
            int blocking = contains(own, targets[i]) ? Blocks.BLOCKING : 0;
            int blockedBy = contains(blocked(known, targets[i]), viewer) ? Blocks.BLOCKED_BY : 0;
            flags[i] = (byte) (blocking | blockedBy);
        }
        return new Blocks(flags);
    }

    private static long[] blocked(Map<Long, BlockList> known, long blocker) {
        BlockList list = known.get(blocker);
        return list == null ? NOBODY : list.blocked;
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
