package magpie.graph.neo4j.server;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import magpie.kit.log.Outbox;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/**
 * Nodes {@code Outbox}, in id order. For one key that is the order of the changes: an id is generated while the key's
 * user is locked, and is greater than all before it, which are committed by then. Sent events are deleted and no
 * position is kept, so an event committed after others with greater ids is found by the next scan.
 *
 * <p>A scan walks the index while others commit: it may pass the place of a key's row before that exists and then meet
 * the key's next row, which came even later. So it scans twice. Everything before a row of the first scan was committed
 * when the second began; for each key, the second's rows are returned up to the last one that the first scan saw.
 */
public final class Neo4jOutbox implements Outbox {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int MOST = 10_000;
    private static final int BATCH = 1_000;

    private static final String APPEND = "UNWIND $rows AS row CREATE (o:Outbox) SET o = row";
    public static final String PENDING = "MATCH (o:Outbox) USING INDEX SEEK o:Outbox(id) WHERE o.id > 0"
            + " RETURN o.id AS id, o.key AS key ORDER BY o.id LIMIT $limit";
    static final String UP_TO = "MATCH (o:Outbox) USING INDEX SEEK o:Outbox(id) WHERE o.id <= $last"
            + " RETURN o.id AS id, o.topic AS topic, o.key AS key, o.at AS at, o.type AS type, o.body AS body"
            + " ORDER BY o.id LIMIT $limit";
    private static final String SENT = "UNWIND $ids AS id MATCH (o:Outbox {id: id}) DELETE o";

    private final Database database;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Neo4jOutbox(Database database) {
        this.database = database;
    }

    public static void append(Transaction transaction, List<Row> rows) {
        if (!rows.isEmpty()) {
            List<Map<String, Object>> nodes =
                    rows.stream().map(Neo4jOutbox::node).toList();
            transaction.run(APPEND, Map.of("rows", nodes)).consume();
        }
    }

    /** Rows were committed. */
    public void appended() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<Row> pending(int limit) {
        long most = Math.clamp(limit, 1, MOST);
        return database.reading(session -> {
            Map<Long, Long> lastOfKey = new HashMap<>();
            session.run(PENDING, Map.of("limit", most))
                    .forEachRemaining(row ->
                            lastOfKey.put(row.get("key").asLong(), row.get("id").asLong()));
            return lastOfKey.isEmpty() ? List.of() : known(session, lastOfKey, most);
        });
    }

    private static List<Row> known(Session session, Map<Long, Long> lastOfKey, long most) {
        return session
                .run(UP_TO, Map.of("last", Collections.max(lastOfKey.values()), "limit", most))
                .list(Neo4jOutbox::row)
                .stream()
                .filter(row -> row.id() <= lastOfKey.getOrDefault(row.key(), 0L))
                .toList();
    }

    @Override
    public void sent(List<Row> rows) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            List<Row> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
            delete(batch.stream().map(Row::id).sorted().toList());
        }
    }

    private void delete(List<Long> ids) {
        database.writing(TIME, transaction -> {
            transaction.run(SENT, Map.of("ids", ids)).consume();
            transaction.commit();
            return true;
        });
    }

    @Override
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    private static Map<String, Object> node(Row row) {
        return Map.of(
                "id", row.id(),
                "topic", row.topic(),
                "key", row.key(),
                "at", row.at(),
                "type", row.type(),
                "body", row.body());
    }

    private static Row row(Record row) {
        return new Row(
                row.get("id").asLong(),
                row.get("topic").asString(),
                row.get("key").asLong(),
                row.get("at").asLong(),
                row.get("type").asString(),
                row.get("body").asString());
    }
}
