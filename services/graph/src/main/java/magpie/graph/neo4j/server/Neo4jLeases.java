package magpie.graph.neo4j.server;

import java.time.Duration;
import java.util.Map;
import magpie.kit.lease.IdLeases;

/** Leases as nodes {@code Lease}, by the server's clock. The first write locks the node, so a rival comes second. */
public final class Neo4jLeases implements IdLeases {
    private static final Duration TIME = Duration.ofSeconds(5);

    private static final String HOLD = "MERGE (l:Lease {name: $name}) SET l.locked = true"
            + " WITH l WHERE l.holder = $holder OR coalesce(l.until, 0) <= timestamp()"
            + " SET l.holder = $holder, l.until = timestamp() + $millis RETURN l.name AS name";
    private static final String RELEASE = "MATCH (l:Lease {name: $name}) SET l.locked = true"
            + " WITH l WHERE l.holder = $holder SET l.until = 0, l.holder = null";

    private static final String MARK = "MATCH (l:Lease {name: $name}) RETURN coalesce(l.mark, 0) AS mark";
    private static final String RAISE = "MERGE (l:Lease {name: $name}) SET l.locked = true"
            + " WITH l WHERE coalesce(l.mark, 0) < $mark SET l.mark = $mark";

    private final Database database;

    public Neo4jLeases(Database database) {
        this.database = database;
    }

    @Override
    public boolean hold(String name, String holder, Duration time) {
        Map<String, Object> values = Map.of("name", name, "holder", holder, "millis", time.toMillis());
        return database.writing(TIME, transaction -> {
            boolean held = !transaction.run(HOLD, values).list().isEmpty();
            transaction.commit();
            return held;
        });
    }

    @Override
    public void release(String name, String holder) {
        database.writing(TIME, transaction -> {
            transaction.run(RELEASE, Map.of("name", name, "holder", holder)).consume();
            transaction.commit();
            return true;
        });
    }

    @Override
    public long mark(String name) {
        return database.writing(
                TIME,
                transaction -> transaction.run(MARK, Map.of("name", name)).list().stream()
                        .mapToLong(row -> row.get("mark").asLong())
                        .findFirst()
                        .orElse(0));
    }

    @Override
    public void raise(String name, long mark) {
        database.writing(TIME, transaction -> {
            transaction.run(RAISE, Map.of("name", name, "mark", mark)).consume();
            transaction.commit();
            return true;
        });
    }
}
