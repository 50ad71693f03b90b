package magpie.graph.neo4j.changes;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.server.Database;
import org.neo4j.driver.QueryRunner;
import org.neo4j.driver.Transaction;

/**
 * Nodes {@code End}, on replicas only: the id at which a relation ended, a tombstone. Events of two people may overtake
 * each other: if A's block arrives before B's follow, which it ended, and A unblocks before that follow arrives, only
 * the tombstone tells that the follow is over. So the greatest id of a relation decides, in whatever order and however
 * often events arrive. Tombstones are deleted once the log no longer has anything that could still arrive late.
 */
public final class Ends {
    static final List<String> SCHEMA = List.of(
            "CREATE CONSTRAINT magpie_end IF NOT EXISTS FOR (e:End) REQUIRE (e.kind, e.actor, e.target) IS UNIQUE",
            "CREATE INDEX magpie_end_by_id IF NOT EXISTS FOR (e:End) ON (e.id)");

    private static final String READ = "UNWIND $rows AS p MATCH (e:End {kind: p[0], actor: p[1], target: p[2]})"
            + " RETURN p[0] AS kind, p[1] AS actor, p[2] AS target, e.id AS id";
    private static final String SAVE =
            "UNWIND $rows AS p MERGE (e:End {kind: p[0], actor: p[1], target: p[2]}) SET e.id = p[3]";
    private static final String FORGET =
            "MATCH (e:End) USING INDEX SEEK e:End(id) WHERE e.id < $before WITH e LIMIT $limit DELETE e RETURN count(*) AS gone";
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final long CHUNK = 1_000;

    private final Map<Row, Long> known;
    private final Map<Row, Long> changed = new HashMap<>();

    private Ends(Map<Row, Long> known) {
        this.known = known;
    }

    static Ends read(QueryRunner run, Set<Row> asked) {
        Map<Row, Long> known = new HashMap<>();
        if (!asked.isEmpty()) {
            List<List<Object>> rows = asked.stream().map(Ends::values).toList();
            run.run(READ, Map.of("rows", rows))
                    .forEachRemaining(
                            row -> known.put(ChangeRows.row(row), row.get("id").asLong()));
        }
        return new Ends(known);
    }

    /** Returns the id of the newest end; 0 if there was none. */
    long of(Row row) {
        return known.getOrDefault(row, 0L);
    }

    void put(Row row, long id) {
        known.put(row, id);
        changed.put(row, id);
    }

    Map<Row, Long> changed() {
        return changed;
    }

    void save(Transaction transaction) {
        if (!changed.isEmpty()) {
            List<List<Object>> rows = changed.entrySet().stream()
                    .map(end -> List.<Object>of(
                            end.getKey().kind().name(),
                            end.getKey().actor(),
                            end.getKey().target(),
                            end.getValue()))
                    .toList();
            transaction.run(SAVE, Map.of("rows", rows)).consume();
        }
    }

    /** Deletes those before an id, a chunk at a time. */
    public static void forget(Database database, long before) {
        boolean more = true;
        while (more) {
            more = database.writing(TIME, transaction -> forget(transaction, before)) == CHUNK;
        }
    }

    private static long forget(Transaction transaction, long before) {
        long gone = transaction
                .run(FORGET, Map.of("before", before, "limit", CHUNK))
                .single()
                .get("gone")
                .asLong();
        transaction.commit();
        return gone;
    }

    private static List<Object> values(Row row) {
        return List.of(row.kind().name(), row.actor(), row.target());
    }
}
