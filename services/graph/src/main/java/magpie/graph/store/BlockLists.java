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

/** Caches whom each account blocks: nearly always nobody, yet asked whenever somebody looks at another's content. */
public final class BlockLists {
    private static final int MAX_IDS = 2_000_000;
    private static final int ENTRY = 8;
    private static final long[] NOBODY = {};

    private final CoherentCache<Long, BlockList> lists;

    /**
     * The answer of a store.
     *
     * @param blocked whom each blocks, sorted; accounts that block nobody may be missing
     * @param behind whether it comes from a replica, which may lag behind acknowledged changes: then it is not cached
     */
    public record Read(Map<Long, long[]> blocked, boolean behind) {}

    private record BlockList(long[] blocked, boolean behind) {}

    /** Caches lists until they change. */
    public static BlockLists of(Function<long[], Read> read) {
        return new BlockLists(plan(read));
    }

    /** Caches lists with a TTL, where changes may be heard of late or never. */
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

    /** Evicts the list of an account after a committed change. */
    public void forget(long blocker) {
        lists.forget(blocker);
    }

    /** Evicts the lists of several accounts. */
    public void forget(Collection<Long> blockers) {
        lists.forget(blockers);
    }

    /** Returns who of the viewer and each target blocks the other. */
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
