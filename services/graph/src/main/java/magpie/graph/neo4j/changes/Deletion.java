package magpie.graph.neo4j.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.Limits;
import magpie.api.graph.CelebrityStatus;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.reads.Account;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.reads.ListRows;
import magpie.graph.neo4j.server.Database;
import org.neo4j.driver.Session;

/**
 * Deletes one chunk of an account. The tombstone and the end of its counts are committed first: from then on nothing is
 * added for the user, so what is found afterwards is all there will ever be. Each removed follow changes the other
 * account's count, and so may end its celebrity status.
 */
public final class Deletion {
    private static final String GONE = "MATCH (u:User {id: $user}) WHERE u.gone RETURN u.id AS id";

    private final Database database;
    private final GroupWriter writer;

    /** A list that the user owns or appears in. */
    private record Side(Kind kind, String statement, boolean isActor) {
        Row row(long user, long other) {
            return isActor ? new Row(kind, user, other) : new Row(kind, other, user);
        }
    }

    private static final List<Side> SIDES = List.of(
            new Side(Kind.FOLLOWS, ListRows.FOLLOWING, true),
            new Side(Kind.FOLLOWS, ListRows.FOLLOWERS, false),
            new Side(Kind.BLOCKS, ListRows.BLOCKS, true),
            new Side(Kind.BLOCKS, ListRows.BLOCKERS, false),
            new Side(Kind.MUTES, ListRows.MUTES, true),
            new Side(Kind.MUTES, ListRows.MUTERS, false));

    public Deletion(Database database, GroupWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Whether the chunk came out too small to be sure that all is gone. */
    public boolean chunk(long user, int rows) {
        if (database.read(GONE, Map.of("user", user)).isEmpty()) {
            Involved one = Involved.rows(List.of());
            one.users().add(user);
            writer.submit(new Change<>(one, work -> markDeleted(work, user)));
        }
        List<Row> found = database.reading(session -> find(session, user, rows));
        if (!found.isEmpty()) {
            writer.submit(new Change<>(Involved.rows(found), work -> remove(work, found)));
        }
        return found.size() == rows;
    }

    public static boolean markDeleted(UnitOfWork work, long user) {
        Account account = work.account(user);
        account.gone = true;
        account.followers = 0;
        account.following = 0;
        account.blocks = 0;
        account.mutes = 0;
        account.status = CelebrityStatus.ordinary(user);
        account.changed = true;
        return true;
    }

    private static List<Row> find(Session session, long user, int rows) {
        List<Row> found = new ArrayList<>();
        for (Side side : SIDES) {
            int left = rows - found.size();
            if (left > 0) {
                session.run(side.statement, ListRows.values(user, Limits.NEWEST, left))
                        .forEachRemaining(
                                row -> found.add(side.row(user, row.get("user").asLong())));
            }
        }
        return found;
    }

    private static boolean remove(UnitOfWork work, List<Row> rows) {
        for (Row row : Set.copyOf(rows)) {
            work.remove(row.kind(), row.actor(), row.target());
        }
        return true;
    }
}
