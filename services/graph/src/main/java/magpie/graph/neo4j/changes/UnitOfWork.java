package magpie.graph.neo4j.changes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.GraphEvent.StandingChanged;
import magpie.api.graph.Pair;
import magpie.api.graph.Relationship;
import magpie.graph.neo4j.reads.Account;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.store.GraphRules;
import magpie.graph.store.PairState;
import magpie.graph.store.RelationshipChange;
import magpie.kit.log.Outbox;
import org.jspecify.annotations.Nullable;

/**
 * A group of changes in memory: all that they may read was read when their users were locked, so each is decided here, in
 * order, and sees those before it; what is different at the end is written at once. A change refuses before it changes
 * anything, so one that is refused leaves no trace and the others are not undone.
 */
public final class UnitOfWork {
    private final GraphRules rules;
    private final LongSupplier ids;
    private final Map<Long, Account> accounts;
    private final Map<Long, Account.Degrees> degrees;
    /** The rows that are there now, with their ids. */
    private final Map<Row, Long> rows;
    /** Those that were not when this began or are not now; true for those to be deleted first. */
    private final Map<Row, Boolean> touched = new LinkedHashMap<>();

    private final Set<Row> before;
    private final List<Outbox.Row> told = new ArrayList<>();
    /** How what is not there ended; null where the graph is decided and not copied. */
    private final @Nullable Ends ends;

    UnitOfWork(
            GraphRules rules,
            LongSupplier ids,
            Map<Long, Account> accounts,
            Map<Row, Long> rows,
            Map<Long, Account.Degrees> degrees,
            @Nullable Ends ends) {
        this.rules = rules;
        this.ids = ids;
        this.accounts = accounts;
        this.rows = new HashMap<>(rows);
        this.before = Set.copyOf(rows.keySet());
        this.degrees = degrees;
        this.ends = ends;
    }

    public Account account(long id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new IllegalStateException("user " + id + " was not locked");
        }
        return account;
    }

    Account.Degrees degrees(long id) {
        return degrees.getOrDefault(id, Account.Degrees.NONE);
    }

    /** What a change between two accounts is decided by. */
    public PairState state(RelationshipChange change, Pair pair) {
        Account actor = account(pair.actorId());
        boolean gone = actor.gone || account(pair.targetId()).gone;
        return new PairState(gone, relationship(pair.actorId(), pair.targetId()), held(change, actor));
    }

    private static long held(RelationshipChange change, Account actor) {
        return switch (change) {
            case FOLLOW, UNFOLLOW -> actor.following;
            case BLOCK, UNBLOCK -> actor.blocks;
            case MUTE, UNMUTE -> actor.mutes;
        };
    }

    private Relationship relationship(long actor, long target) {
        return new Relationship(
                has(Kind.FOLLOWS, actor, target),
                has(Kind.FOLLOWS, target, actor),
                has(Kind.BLOCKS, actor, target),
                has(Kind.BLOCKS, target, actor),
                has(Kind.MUTES, actor, target));
    }

    private boolean has(Kind kind, long actor, long target) {
        return rows.containsKey(new Row(kind, actor, target));
    }

    /** Makes or removes the row that a change is about, ends the follows that end with it, and tells of it. */
    public void make(RelationshipChange change, Pair pair, boolean endsFollows) {
        long actor = pair.actorId();
        long target = pair.targetId();
        long id = switch (change) {
            case FOLLOW -> add(Kind.FOLLOWS, actor, target);
            case BLOCK -> add(Kind.BLOCKS, actor, target);
            case MUTE -> add(Kind.MUTES, actor, target);
            case UNFOLLOW -> ended(Kind.FOLLOWS, actor, target);
            case UNBLOCK -> ended(Kind.BLOCKS, actor, target);
            case UNMUTE -> ended(Kind.MUTES, actor, target);
        };
        if (endsFollows) {
            remove(Kind.FOLLOWS, actor, target);
            remove(Kind.FOLLOWS, target, actor);
        }
        tell(actor, change.event(pair, id));
    }

    /** The id of an end is greater than all that either of both has. */
    private long ended(Kind kind, long actor, long target) {
        remove(kind, actor, target);
        return next(account(actor), account(target));
    }

    /** Adds a row that was not there, and counts it; gives its id. */
    public long add(Kind kind, long actor, long target) {
        // Who is muted has no list of it.
        long id = kind == Kind.MUTES ? next(account(actor)) : next(account(actor), account(target));
        Row row = new Row(kind, actor, target);
        rows.put(row, id);
        touched.put(row, before.contains(row));
        count(row, 1);
        return id;
    }

    /** Removes a row if it is there, and counts it. */
    public boolean remove(Kind kind, long actor, long target) {
        Row row = new Row(kind, actor, target);
        if (rows.remove(row) == null) {
            return false;
        }
        touched.put(row, before.contains(row));
        count(row, -1);
        return true;
    }

    /** On a copy: a relation began, unless what is known of it is newer or one of both is deleted. */
    public void began(Row row, long id) {
        if (id <= newest(row) || account(row.actor()).gone || account(row.target()).gone) {
            return;
        }
        boolean isNew = rows.put(row, id) == null;
        touched.put(row, before.contains(row));
        if (isNew) {
            count(row, 1);
        }
    }

    /** On a copy: a relation ended, unless what is known of it is newer. It need not be known that it began. */
    public void ended(Row row, long id) {
        if (id > newest(row)) {
            remove(row.kind(), row.actor(), row.target());
            copied().put(row, id);
        }
    }

    /** On a copy: an author's standing, unless a newer one is known. */
    public void stood(CelebrityStatus standing) {
        Account author = account(standing.authorId());
        if (!author.gone && newest(standing) > newest(author.standing)) {
            author.standing = standing;
            author.changed = true;
        }
    }

    private long newest(Row row) {
        return Math.max(rows.getOrDefault(row, 0L), copied().of(row));
    }

    private static long newest(CelebrityStatus standing) {
        return Math.max(standing.since(), standing.until());
    }

    /** The ends that a copy knows. */
    Ends copied() {
        return Objects.requireNonNull(ends, "this is no copy");
    }

    /** Nothing is counted for the deleted. */
    private void count(Row row, int more) {
        Account actor = account(row.actor());
        if (!actor.gone) {
            switch (row.kind()) {
                case FOLLOWS -> actor.following += more;
                case BLOCKS -> actor.blocks += more;
                case MUTES -> actor.mutes += more;
            }
            actor.changed = true;
        }
        Account target = account(row.target());
        if (row.kind() == Kind.FOLLOWS && !target.gone) {
            target.followers += more;
            decide(target);
        }
    }

    /** The author's standing under the followers it now has. A copy is told of it instead. */
    void decide(Account author) {
        author.changed = true;
        if (ends != null) {
            return;
        }
        CelebrityStatus after = rules.standing(author.standing, author.followers, () -> next(author));
        if (!after.equals(author.standing)) {
            author.standing = after;
            tell(author.id, new StandingChanged(author.id, after.since(), after.until()));
        }
    }

    public void tell(long key, GraphEvent event) {
        told.add(Outbox.Row.of(next(account(key)), GraphEvent.TOPIC, key, event));
    }

    /**
     * An id greater than all that any of these accounts has: lists and the events of a key are in its order. Where another
     * process' clock is ahead this waits for ours; only its last few milliseconds can matter, for the accounts are locked.
     */
    public long next(Account... accounts) {
        long id = ids.getAsLong();
        for (Account account : accounts) {
            while (id <= account.last) {
                Clocks.awaitAfter(id, account.last);
                id = ids.getAsLong();
            }
        }
        for (Account account : accounts) {
            account.last = id;
            account.changed = true;
        }
        return id;
    }

    boolean isEmpty() {
        return told.isEmpty()
                && touched.isEmpty()
                && changed().isEmpty()
                && (ends == null || ends.changed().isEmpty());
    }

    List<Account> changed() {
        return accounts.values().stream().filter(account -> account.changed).toList();
    }

    /** The rows that were there and are not any more, or were made anew. */
    List<Row> removed() {
        return touched.keySet().stream().filter(touched::get).toList();
    }

    /** The rows to be made. */
    List<Row> added() {
        return touched.keySet().stream().filter(rows::containsKey).toList();
    }

    /** The id of a row that is there. */
    long idOf(Row row) {
        return Objects.requireNonNull(rows.get(row));
    }

    public List<Outbox.Row> told() {
        return told;
    }

    /** Whose list of blocks changed. */
    public Collection<Long> blockers() {
        return touched.keySet().stream()
                .filter(row -> row.kind() == Kind.BLOCKS)
                .map(Row::actor)
                .distinct()
                .toList();
    }
}
