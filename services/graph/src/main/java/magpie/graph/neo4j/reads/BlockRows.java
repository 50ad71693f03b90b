package magpie.graph.neo4j.reads;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import magpie.graph.neo4j.server.Source;
import magpie.graph.store.BlockLists;
import org.neo4j.driver.Record;

/** Reads whom accounts block. */
public final class BlockRows {
    /** TTL of cached lists: this process hears of another's changes by events, which may be late. */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private static final String READ = "UNWIND $ids AS id MATCH ()-[r:BLOCKS]->()"
            + " USING INDEX SEEK r:BLOCKS(blocker, blocked) WHERE r.blocker = id AND r.blocked IS NOT NULL"
            + " RETURN id, collect(r.blocked) AS blocked";

    private BlockRows() {}

    /** Returns whom these accounts block, sorted; only accounts that block anybody. */
    public static BlockLists.Read of(Source source, long... blockers) {
        List<Long> ids = LongStream.of(blockers).boxed().toList();
        Source.Answer<List<Record>> answer = source.answer(READ, Map.of("ids", ids));
        Map<Long, long[]> read = new HashMap<>();
        answer.value()
                .forEach(row -> read.put(
                        row.get("id").asLong(), sorted(row.get("blocked").asList(v -> v.asLong()))));
        return new BlockLists.Read(read, answer.behind());
    }

    private static long[] sorted(List<Long> ids) {
        return ids.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
