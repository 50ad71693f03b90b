package magpie.graph.neo4j.changes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import magpie.graph.neo4j.reads.Account;
import magpie.graph.neo4j.reads.Account.Degrees;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.server.Neo4jOutbox;
import org.neo4j.driver.QueryRunner;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;

/**
 * Reads what a {@link UnitOfWork} needs and writes its result, with one statement for each kind of thing, however many
 * changes it contains.
 */
public final class ChangeRows {
    /** Writing takes the lock even if it changes nothing. Locks are taken one by one, in the order of the list. */
    private static final String LOCK = "UNWIND $ids AS id MERGE (u:User {id: id}) SET u.locked = true";

    private static final String ACCOUNTS = "UNWIND $ids AS id MATCH (u:User {id: id}) RETURN " + Account.COLUMNS;

    /** A node stores how many relationships it has of each kind, so none is traversed. */
    private static final String DEGREES = "UNWIND $ids AS id MATCH (u:User {id: id}) RETURN id,"
            + " COUNT { (u)<-[:FOLLOWS]-() } AS followers, COUNT { (u)-[:FOLLOWS]->() } AS following,"
            + " COUNT { (u)-[:BLOCKS]->() } AS blocks, COUNT { (u)-[:MUTES]->() } AS mutes";

    public static final String ROWS = Stream.of(Kind.values())
            .map(
                    kind -> kind.in(
                            "UNWIND $of_$KIND AS p MATCH ()-[r:$KIND]->()"
                                    + " USING INDEX SEEK r:$KIND($ACTOR, $TARGET) WHERE r.$ACTOR = p[0] AND r.$TARGET = p[1] RETURN '$KIND' AS kind, p[0] AS actor, p[1] AS target, r.id AS id"))
            .collect(Collectors.joining(" UNION ALL "));

    private static final String REMOVE =
            "UNWIND $pairs AS p MATCH ()-[r:$KIND]->() USING INDEX SEEK r:$KIND($ACTOR, $TARGET)"
                    + " WHERE r.$ACTOR = p[0] AND r.$TARGET = p[1] DELETE r";
    private static final String ADD = "UNWIND $rows AS r MATCH (a:User {id: r[0]}) MATCH (t:User {id: r[1]})"
            + " CREATE (a)-[:$KIND {$ACTOR: r[0], $TARGET: r[1], id: r[2]}]->(t)";
    private static final String SAVE = "UNWIND $accounts AS a MATCH (u:User {id: a.id}) SET u += a.properties";

    private ChangeRows() {}

    /** Locks all users in one global order, so that transactions wait for each other and do not deadlock. */
    public static void lock(Transaction transaction, Set<Long> users) {
        transaction.run(LOCK, Map.of("ids", users.stream().sorted().toList())).consume();
    }

    static Map<Long, Account> accounts(QueryRunner run, Set<Long> users) {
        return run.run(ACCOUNTS, Map.of("ids", List.copyOf(users))).stream()
                .map(Account::new)
                .collect(Collectors.toMap(account -> account.id, account -> account));
    }

    static Map<Long, Degrees> degrees(QueryRunner run, Set<Long> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return run.run(DEGREES, Map.of("ids", List.copyOf(users))).stream()
                .collect(Collectors.toMap(row -> row.get("id").asLong(), ChangeRows::degrees));
    }

    private static Degrees degrees(Record row) {
        return new Degrees(
                row.get("followers").asLong(),
                row.get("following").asLong(),
                row.get("blocks").asLong(),
                row.get("mutes").asLong());
    }

    /** Returns the rows that exist, with their ids. */
    static Map<Row, Long> rows(QueryRunner run, Set<Row> asked) {
        Map<Row, Long> found = new HashMap<>();
        if (!asked.isEmpty()) {
            run.run(ROWS, pairs(asked))
                    .forEachRemaining(row -> found.put(row(row), row.get("id").asLong()));
        }
        return found;
    }

    public static Map<String, Object> pairs(Set<Row> rows) {
        Map<String, Object> pairs = new HashMap<>();
        for (Kind kind : Kind.values()) {
            pairs.put(
                    "of_" + kind,
                    rows.stream()
                            .filter(row -> row.kind() == kind)
                            .map(row -> List.of(row.actor(), row.target()))
                            .toList());
        }
        return pairs;
    }

    public static Row row(Record row) {
        return new Row(
                Kind.valueOf(row.get("kind").asString()),
                row.get("actor").asLong(),
                row.get("target").asLong());
    }

    static void save(Transaction transaction, UnitOfWork work) {
        for (Kind kind : Kind.values()) {
            remove(
                    transaction,
                    kind,
                    work.removed().stream().filter(row -> row.kind() == kind).toList());
            add(transaction, kind, work);
        }
        transaction
                .run(
                        SAVE,
                        Map.of(
                                "accounts",
                                work.changed().stream()
                                        .map(account -> Map.of("id", account.id, "properties", account.properties()))
                                        .toList()))
                .consume();
        Neo4jOutbox.append(transaction, work.events());
    }

    private static void remove(Transaction transaction, Kind kind, List<Row> rows) {
        if (!rows.isEmpty()) {
            List<List<Long>> pairs =
                    rows.stream().map(row -> List.of(row.actor(), row.target())).toList();
            transaction.run(kind.in(REMOVE), Map.of("pairs", pairs)).consume();
        }
    }

    private static void add(Transaction transaction, Kind kind, UnitOfWork work) {
        List<List<Long>> rows = work.added().stream()
                .filter(row -> row.kind() == kind)
                .map(row -> List.of(row.actor(), row.target(), work.idOf(row)))
                .toList();
        if (!rows.isEmpty()) {
            transaction.run(kind.in(ADD), Map.of("rows", rows)).consume();
        }
    }
}
