package magpie.graph.neo4j.changes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.reads.Account;
import magpie.graph.neo4j.reads.Account.Degrees;
import magpie.graph.neo4j.server.Database;
import magpie.graph.store.GraphRules;

/**
 * Compares counts with the relationships of the nodes. Comparing locks nothing, so a difference may be a change in
 * flight: it is counted again and corrected under lock. A node knows how many relationships it has, so a celebrity
 * costs no more than others.
 */
public final class Recounting {
    private static final String LOOK = "MATCH (u:User) USING INDEX SEEK u:User(id) WHERE u.id > $after WITH u"
            + " ORDER BY u.id LIMIT $limit RETURN " + Account.COLUMNS;

    private final Database database;
    private final GroupWriter writer;
    private final GraphRules rules;

    private record Found(List<Account> accounts, Map<Long, Degrees> degrees) {}

    public Recounting(Database database, GroupWriter writer, GraphRules rules) {
        this.database = database;
        this.writer = writer;
        this.rules = rules;
    }

    public Recounted chunk(RecountChunk request) {
        Found found = look(request);
        List<Long> wrong = found.accounts.stream()
                .filter(account ->
                        !account.gone && !right(account, found.degrees.getOrDefault(account.id, Degrees.NONE)))
                .map(account -> account.id)
                .toList();
        int mended = wrong.isEmpty() ? 0 : mend(wrong);
        boolean last = found.accounts.size() < request.limit();
        return new Recounted(found.accounts.size(), mended, last ? 0 : found.accounts.getLast().id);
    }

    private Found look(RecountChunk request) {
        return database.reading(session -> {
            List<Account> accounts = session.run(
                            LOOK, Map.of("after", request.after(), "limit", (long) request.limit()))
                    .list(Account::new);
            Set<Long> ids = accounts.stream().map(account -> account.id).collect(Collectors.toSet());
            return new Found(accounts, ChangeRows.degrees(session, ids));
        });
    }

    private int mend(List<Long> wrong) {
        return writer.submit(new Change<>(Involved.counting(wrong), work -> {
            int mended = 0;
            for (long id : wrong) {
                mended += mend(work.account(id), work) ? 1 : 0;
            }
            return mended;
        }));
    }

    /** Celebrity status may be due although the count is right, if the threshold was changed. */
    private boolean right(Account account, Degrees rows) {
        return sameCounts(account, rows)
                && rules.celebrityStatus(account.status, rows.followers(), () -> -1)
                        .equals(account.status);
    }

    private static boolean sameCounts(Account account, Degrees rows) {
        return new Degrees(account.followers, account.following, account.blocks, account.mutes).equals(rows);
    }

    /** Whether a count was wrong. */
    private boolean mend(Account account, UnitOfWork work) {
        Degrees rows = work.degrees(account.id);
        if (account.gone || right(account, rows)) {
            return false;
        }
        boolean wrong = !sameCounts(account, rows);
        account.followers = rows.followers();
        account.following = rows.following();
        account.blocks = rows.blocks();
        account.mutes = rows.mutes();
        work.decide(account);
        return wrong;
    }
}
