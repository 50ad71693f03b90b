package magpie.graph.neo4j.replicas;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import magpie.api.Ids;
import magpie.api.ServiceException;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.GraphEvent;
import magpie.api.graph.Pair;
import magpie.api.user.UserEvent;
import magpie.graph.neo4j.changes.Change;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.changes.Deletion;
import magpie.graph.neo4j.changes.Ends;
import magpie.graph.neo4j.changes.GraphSchema;
import magpie.graph.neo4j.changes.GroupWriter;
import magpie.graph.neo4j.reads.Kind;
import magpie.graph.neo4j.reads.Kind.Row;
import magpie.graph.neo4j.server.Database;
import magpie.graph.store.GraphRules;
import magpie.kit.Periodic;
import magpie.kit.lease.Leases;
import magpie.kit.log.Consumer;
import magpie.kit.log.Event;

/**
 * A replica of the graph on a second server, read while the first is away: Neo4j's community edition has no cluster. It
 * follows the topic {@code graph}, and {@code users} for deletions, and copies what was there before from the first
 * server, once. Rows have the same ids on both, so paging can move from one to the other.
 *
 * <p>Events and copied rows arrive in any order and more than once, also in several processes at a time: see
 * {@link Ends}. A replica that was away for longer than the log keeps events must be emptied, and fills itself again.
 */
public final class Neo4jReplica implements AutoCloseable {
    /** Longer than the log keeps events. */
    private static final Duration LATEST = Duration.ofDays(8);

    private static final Duration TENDED = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration FORGETS = Duration.ofHours(1);
    private static final int UNDER_WAY = 1_000;
    private static final int CHUNK = 500;

    private static final String COMPLETE =
            "MATCH (s:Schema {name: 'graph'}) RETURN coalesce(s.copied, false) AS copied";
    private static final String COMPLETED = "MATCH (s:Schema {name: 'graph'}) SET s.copied = true";

    private final Database first;
    private final Database database;
    private final Leases leases;
    private final MeterRegistry meters;
    private final GroupWriter writer;
    private final Deletion deletion;
    private final Semaphore underWay = new Semaphore(UNDER_WAY);
    private final String holder = UUID.randomUUID().toString();
    private final Periodic tending;
    private volatile boolean prepared;
    private volatile boolean complete;
    private volatile boolean closed;
    private long forgotten = System.nanoTime() - FORGETS.toNanos();

    public Neo4jReplica(Database first, Database database, Leases leases, GraphRules rules, MeterRegistry meters) {
        this.first = first;
        this.database = database;
        this.leases = leases;
        this.meters = meters;
        this.writer = GroupWriter.ofReplica(database, rules);
        this.deletion = new Deletion(database, writer);
        this.tending = Periodic.start("graph-replica", TENDED, this::tend);
    }

    /** Applies the topic {@code graph}, in a consumer group that shares the events. */
    public Consumer events() {
        return (event, ack) -> handOn(ack, () -> writer.submit(change((GraphEvent) event.body())));
    }

    /** Applies deletions, in a consumer group that shares the topic {@code users}. */
    public Consumer deletions() {
        return (Event event, Consumer.Ack ack) -> {
            if (event.body() instanceof UserEvent.Deleted deleted) {
                handOn(ack, () -> deleteUser(deleted.userId()));
            } else {
                ack.done();
            }
        };
    }

    /** Whether everything the first server had has been copied, so that it may be read. */
    public boolean isComplete() {
        return complete;
    }

    /** The address of its server. */
    public String address() {
        return database.address();
    }

    public Database database() {
        return database;
    }

    private void handOn(Consumer.Ack ack, Runnable work) {
        if (!prepared) {
            throw ServiceException.unavailable("The replica of the graph is not ready.", null);
        }
        underWay.acquireUninterruptibly();
        Thread.startVirtualThread(() -> {
            try {
                digest(ack, work);
            } finally {
                underWay.release();
            }
        });
    }

    /** Retries while the replica is away; if stopped meanwhile, the event is not acknowledged and comes again. */
    private void digest(Consumer.Ack ack, Runnable work) {
        for (int tried = 1; !closed; tried++) {
            try {
                work.run();
                ack.done();
                return;
            } catch (RuntimeException | Error e) {
                if (!(e instanceof ServiceException fault && fault.isPassing())) {
                    ack.failed(e);
                    return;
                }
            }
            Database.pause(tried);
        }
    }

    private void deleteUser(long user) {
        boolean more = true;
        while (more) {
            more = deletion.chunk(user, CHUNK);
        }
    }

    static Change<Boolean> change(GraphEvent event) {
        return switch (event) {
            case GraphEvent.Followed e -> began(new Row(Kind.FOLLOWS, e.followerId(), e.followeeId()), e.id());
            case GraphEvent.Unfollowed e -> ended(new Row(Kind.FOLLOWS, e.followerId(), e.followeeId()), e.id());
            case GraphEvent.Blocked e -> blocked(e.blockerId(), e.blockedId(), e.id());
            case GraphEvent.Unblocked e -> ended(new Row(Kind.BLOCKS, e.blockerId(), e.blockedId()), e.id());
            case GraphEvent.Muted e -> began(new Row(Kind.MUTES, e.muterId(), e.mutedId()), e.id());
            case GraphEvent.Unmuted e -> ended(new Row(Kind.MUTES, e.muterId(), e.mutedId()), e.id());
            case GraphEvent.CelebrityChanged e ->
                celebrityChanged(new CelebrityStatus(e.authorId(), e.since(), e.until()));
        };
    }

    private static Change<Boolean> began(Row row, long id) {
        return new Change<>(Involved.rows(List.of(row)), work -> {
            work.began(row, id);
            return true;
        });
    }

    private static Change<Boolean> ended(Row row, long id) {
        return new Change<>(Involved.rows(List.of(row)), work -> {
            work.ended(row, id);
            return true;
        });
    }

    private static Change<Boolean> blocked(long blocker, long blocked, long id) {
        return new Change<>(Involved.between(List.of(new Pair(blocker, blocked))), work -> {
            work.began(new Row(Kind.BLOCKS, blocker, blocked), id);
            work.ended(new Row(Kind.FOLLOWS, blocker, blocked), id);
            work.ended(new Row(Kind.FOLLOWS, blocked, blocker), id);
            return true;
        });
    }

    private static Change<Boolean> celebrityChanged(CelebrityStatus status) {
        Involved author = new Involved();
        author.users().add(status.authorId());
        return new Change<>(author, work -> {
            work.celebrityChanged(status);
            return true;
        });
    }

    /** Waits for the server, fills it if it is new, and deletes old ends. */
    private void tend() {
        if (!prepared) {
            new GraphSchema(database, "Neo4j's replica", meters).prepare();
            prepared = true;
        }
        if (!complete) {
            complete = isMarked() || fill();
        }
        if (System.nanoTime() - forgotten >= FORGETS.toNanos()) {
            Ends.forget(database, Ids.floor(System.currentTimeMillis() - LATEST.toMillis()));
            forgotten = System.nanoTime();
        }
    }

    private boolean isMarked() {
        return database.read(COMPLETE, Map.of()).stream()
                .anyMatch(row -> row.get("copied").asBoolean());
    }

    /** Runs in one process at a time; false while another does. Whoever takes over starts again, which does no harm. */
    private boolean fill() {
        String lease = "replica-" + database.address();
        if (!leases.hold(lease, holder, LEASE)) {
            return false;
        }
        new Filling(first, writer, () -> goOn(lease)).run();
        database.writing(LEASE, transaction -> {
            transaction.run(COMPLETED).consume();
            transaction.commit();
            return true;
        });
        leases.release(lease, holder);
        return true;
    }

    private void goOn(String lease) {
        if (closed || !leases.hold(lease, holder, LEASE)) {
            throw ServiceException.unavailable("Another process fills the replica of the graph.", null);
        }
    }

    @Override
    public void close() {
        closed = true;
        tending.close();
        writer.close();
        database.close();
    }
}
