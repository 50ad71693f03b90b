package magpie.graph.neo4j.replicas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.graph.neo4j.changes.Change;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.changes.ChangeRows;
import magpie.graph.neo4j.changes.Deletion;
import magpie.graph.neo4j.changes.GroupWriter;
import magpie.graph.neo4j.reads.Account;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.server.Database;
import org.neo4j.driver.Record;

/**
 * Copies everything from the first server to a replica, in chunks by key. What changes meanwhile also arrives as an
 * event: a row read before it ended finds the end there, or is followed by it.
 */
final class Filling {
    private static final long CHUNK = 1_000;

    /** Deleted accounts, and those that are or were celebrities. All else is counts, which follow the rows. */
    private static final String ACCOUNTS = "MATCH (u:User) USING INDEX SEEK u:User(id) WHERE u.id > $after WITH u"
            + " ORDER BY u.id LIMIT $limit RETURN " + Account.COLUMNS;

    private static final String COLUMNS = " RETURN '$KIND' AS kind, r.$ACTOR AS actor, r.$TARGET AS target, r.id AS id"
            + " ORDER BY r.$ACTOR, r.$TARGET LIMIT $limit";
    static final String REST_OF_ACTOR = "MATCH ()-[r:$KIND]->() USING INDEX SEEK r:$KIND($ACTOR, $TARGET)"
            + " WHERE r.$ACTOR = $actor AND r.$TARGET > $target" + COLUMNS;
    static final String NEXT_ACTORS = "MATCH ()-[r:$KIND]->() USING INDEX SEEK r:$KIND($ACTOR, $TARGET)"
            + " WHERE r.$ACTOR > $actor AND r.$TARGET IS NOT NULL" + COLUMNS;

    private final Database first;
    private final GroupWriter replica;
    private final Runnable goOn;

    /** A copied row. */
    private record Found(Row row, long id) {
        static Found read(Record record) {
            return new Found(ChangeRows.row(record), record.get("id").asLong());
        }
    }

    /** Fills through the replica's writer; {@code goOn} is called between chunks and throws to stop. */
    Filling(Database first, GroupWriter replica, Runnable goOn) {
        this.first = first;
        this.replica = replica;
        this.goOn = goOn;
    }

    void run() {
        accounts();
        for (Kind kind : Kind.values()) {
            rows(kind);
        }
    }

    private void accounts() {
        long after = 0;
        boolean more = true;
        while (more) {
            goOn.run();
            List<Account> chunk = first.read(ACCOUNTS, Map.of("after", after, "limit", CHUNK)).stream()
                    .map(Account::new)
                    .toList();
            bring(chunk.stream()
                    .filter(account -> account.gone || account.status.since() != 0)
                    .toList());
            more = chunk.size() == CHUNK;
            after = more ? chunk.getLast().id : after;
        }
    }

    private void bring(List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        Involved all = new Involved();
        accounts.forEach(account -> all.users().add(account.id));
        replica.submit(new Change<>(all, work -> {
            for (Account account : accounts) {
                if (account.gone) {
                    Deletion.markDeleted(work, account.id);
                } else {
                    work.celebrityChanged(account.status);
                }
            }
            return true;
        }));
    }

    private void rows(Kind kind) {
        Row last = new Row(kind, 0, 0);
        boolean more = true;
        while (more) {
            goOn.run();
            List<Found> chunk = after(last);
            bring(chunk.stream().map(Found::row).toList(), chunk);
            more = chunk.size() == CHUNK;
            last = more ? chunk.getLast().row : last;
        }
    }

    private List<Found> after(Row last) {
        List<Found> chunk = new ArrayList<>(read(REST_OF_ACTOR, last, CHUNK));
        if (chunk.size() < CHUNK) {
            chunk.addAll(read(NEXT_ACTORS, last, CHUNK - chunk.size()));
        }
        return chunk;
    }

    private List<Found> read(String statement, Row last, long limit) {
        Map<String, Object> values = Map.of("actor", last.actor(), "target", last.target(), "limit", limit);
        return first.read(last.kind().in(statement), values).stream()
                .map(Found::read)
                .toList();
    }

    private void bring(List<Row> rows, List<Found> found) {
        if (!rows.isEmpty()) {
            replica.submit(new Change<>(Involved.rows(rows), work -> {
                found.forEach(one -> work.began(one.row, one.id));
                return true;
            }));
        }
    }
}
