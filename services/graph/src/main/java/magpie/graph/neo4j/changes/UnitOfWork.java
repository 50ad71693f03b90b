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
import magpie.api.graph.GraphEvent.CelebrityChanged;
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
 * A group of changes in memory. Everything they may read was read when their users were locked, so they are decided
 * here, in order, each seeing those before it; the difference is written at once. A change refuses before it changes
 * anything, so a refusal leaves no trace and the others are not undone.
 */
public final class UnitOfWork {
    private final GraphRules rules;
    private final LongSupplier ids;
    private final Map<Long, Account> accounts;
    private final Map<Long, Account.Degrees> degrees;
    /** The rows that exist now, with their ids. */
    private final Map<Row, Long> rows;
    /** Rows that did not exist at the start or do not exist now; true for those to be deleted first. */
    private final Map<Row, Boolean> touched = new LinkedHashMap<>();

    private final Set<Row> before;
    private final List<Outbox.Row> events = new ArrayList<>();
    /** How missing rows ended; null where the graph is decided rather than replicated. */
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

    /** Returns what a change between two accounts is decided by. */
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

    /** Adds or removes the row of a change, removes the follows that end with it, and emits its event. */
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

    /** Generates the id of an end, greater than every id of both accounts. */
    private long ended(Kind kind, long actor, long target) {
        remove(kind, actor, target);
        return next(account(actor), account(target));
    }

    /** Adds a missing row and counts it; returns its id. */
    public long add(Kind kind, long actor, long target) {
        // The muted account has no list of its muters.
        long id = kind == Kind.MUTES ? next(account(actor)) : next(account(actor), account(target));
        Row row = new Row(kind, actor, target);
        rows.put(row, id);
        touched.put(row, before.contains(row));
        count(row, 1);
        return id;
    }

    /** Removes a row if it exists, and counts it. */
    public boolean remove(Kind kind, long actor, long target) {
        Row row = new Row(kind, actor, target);
        if (rows.remove(row) == null) {
            return false;
        }
        touched.put(row, before.contains(row));
        count(row, -1);
        return true;
    }

    /** On a replica: a relation began, unless a newer state is known or either account is deleted. */
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

    /** On a replica: a relation ended, unless a newer state is known. Its beginning may be unknown. */
    public void ended(Row row, long id) {
        if (id > newest(row)) {
            remove(row.kind(), row.actor(), row.target());
            copied().put(row, id);
        }
    }

    /** On a replica: sets an author's celebrity status, unless a newer one is known. */
    public void celebrityChanged(CelebrityStatus status) {
        Account author = account(status.authorId());
        if (!author.gone && newest(status) > newest(author.status)) {
            author.status = status;
            author.changed = true;
        }
    }

    private long newest(Row row) {
        return Math.max(rows.getOrDefault(row, 0L), copied().of(row));
    }

    private static long newest(CelebrityStatus status) {
        return Math.max(status.since(), status.until());
    }

    /** The ends that a replica knows. */
    Ends copied() {
        return Objects.requireNonNull(ends, "this is no replica");
    }

    /** Nothing is counted for deleted accounts. */
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

    /** Derives the author's celebrity status from the new follower count. A replica learns it from an event instead. */
    void decide(Account author) {
        author.changed = true;
        if (ends != null) {
            return;
        }
        CelebrityStatus after = rules.celebrityStatus(author.status, author.followers, () -> next(author));
        if (!after.equals(author.status)) {
            author.status = after;
            tell(author.id, new CelebrityChanged(author.id, after.since(), after.until()));
        }
    }

    public void tell(long key, GraphEvent event) {
        events.add(Outbox.Row.of(next(account(key)), GraphEvent.TOPIC, key, event));
    }

    /**
     * Generates an id greater than every id of these accounts: lists and the events of a key are in id order. If
     * another process' clock is ahead, waits for ours; that is a few milliseconds at most, since the accounts are
     * locked.
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
        return events.isEmpty()
                && touched.isEmpty()
                && changed().isEmpty()
                && (ends == null || ends.changed().isEmpty());
    }

    List<Account> changed() {
        return accounts.values().stream().filter(account -> account.changed).toList();
    }

    /** The rows that existed and are gone, or were created anew. */
    List<Row> removed() {
        return touched.keySet().stream().filter(touched::get).toList();
    }

    /** The rows to add. */
    List<Row> added() {
        return touched.keySet().stream().filter(rows::containsKey).toList();
    }

    /** The id of a row that exists. */
    long idOf(Row row) {
        return Objects.requireNonNull(rows.get(row));
    }

    public List<Outbox.Row> events() {
        return events;
    }

    /** The accounts whose block lists changed. */
    public Collection<Long> blockers() {
        return touched.keySet().stream()
                .filter(row -> row.kind() == Kind.BLOCKS)
                .map(Row::actor)
                .distinct()
                .toList();
    }
}
