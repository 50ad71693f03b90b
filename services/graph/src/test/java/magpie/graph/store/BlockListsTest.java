package magpie.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import magpie.api.graph.RelationshipQuery;
import org.junit.jupiter.api.Test;

/** Blocks are kept until they change, and never where they may be of before. */
class BlockListsTest {
    private static final long ANA = 1;
    private static final long BEN = 2;

    private final Map<Long, long[]> store = new HashMap<>();
    private boolean behind;
    private int reads;
    private final BlockLists lists = BlockLists.of(ids -> {
        reads++;
        return new BlockLists.Read(Map.copyOf(store), behind);
    });

    private boolean anaBlocksBen() {
        boolean blocks = lists.between(new RelationshipQuery(BEN, ANA)).blockedBy(0);
        assertThat(lists.between(new RelationshipQuery(ANA, BEN)).hidden(0)).isEqualTo(blocks);
        return blocks;
    }

    @Test
    void aListIsReadOnceAndAgainWhenItChanged() {
        assertThat(anaBlocksBen()).isFalse();
        store.put(ANA, new long[] {BEN});
        assertThat(anaBlocksBen()).isFalse();
        assertThat(reads).isEqualTo(1);
        lists.forget(ANA);
        assertThat(anaBlocksBen()).isTrue();
        assertThat(reads).isEqualTo(2);
    }

    /** A replica may not have a block that was acknowledged: it answers for this once. */
    @Test
    void whatAReplicaSaysIsNotKept() {
        behind = true;
        lists.forget(ANA);
        assertThat(anaBlocksBen()).isFalse();
        store.put(ANA, new long[] {BEN});
        behind = false;
        assertThat(anaBlocksBen()).isTrue();
    }
}
