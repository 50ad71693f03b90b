package magpie.graph.neo4j.changes;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.graph.neo4j.changes.Change.Involved;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Faults;
import magpie.graph.store.GraphRules;
import magpie.kit.expiry.Expiry;
import magpie.kit.loop.Loop;
import magpie.kit.writer.WriteQueue;
import magpie.kit.writer.WriteRequest;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.exceptions.Neo4jException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of this process: takes the waiting changes, decides them in one {@link UnitOfWork}, commits once, then
 * answers all. A commit costs the server ten times what a change does, and a group needs no more statements than one
 * change.
 *
 * <p>Other processes have their own writers. All lock a group's users first and in one order; a remaining conflict is a
 * transient fault, and the group is retried, even if the outcome of its commit is unknown: a change already made then
 * changes nothing and gets the same answer.
 */
public final class GroupWriter implements AutoCloseable, Loop.Body {
    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);

    private static final Duration TRANSACTION = Duration.ofSeconds(10);
    private static final Duration FOR_EVER = Duration.ofDays(1_000);
    private static final int TRIES = 8;
    private static final int QUEUE = 10_000;
    private static final int GROUP = 500;
    /** The most users and relationships read in one transaction. */
    private static final int GROUP_SIZE = 4_000;

    private final Database database;
    private final GraphRules rules;
    private final LongSupplier ids;
    private final boolean replica;
    private final Consumer<UnitOfWork> committed;
    private final WriteQueue<Request<?>> queue = new WriteQueue<>(QUEUE);
    private final DistributionSummary sizes;
    private final Timer commits;
    private final Loop loop;
    /** The group in flight. */
    private List<Request<?>> group = List.of();

    private boolean failing;

    /**
     * Starts the writer.
     *
     * @param committed is told what was committed, before any caller is
     */
    public GroupWriter(
            Database database,
            GraphRules rules,
            LongSupplier ids,
            MeterRegistry meters,
            Consumer<UnitOfWork> committed) {
        this(database, rules, ids, false, meters, committed);
    }

    /** Starts a writer for a replica: it applies decisions made elsewhere, generates no ids and emits no events. */
    public static GroupWriter ofReplica(Database database, GraphRules rules) {
        LongSupplier none = () -> {
            throw new IllegalStateException("a replica generates no ids");
        };
        return new GroupWriter(database, rules, none, true, new CompositeMeterRegistry(), work -> {});
    }

    private GroupWriter(
            Database database,
            GraphRules rules,
            LongSupplier ids,
            boolean replica,
            MeterRegistry meters,
            Consumer<UnitOfWork> committed) {
        this.replica = replica;
        this.database = database;
        this.rules = rules;
        this.ids = ids;
        this.committed = committed;
        this.sizes = DistributionSummary.builder("magpie_graph_group").register(meters);
        this.commits = Timer.builder("magpie_graph_commit").register(meters);
        Gauge.builder("magpie_graph_queue", queue, WriteQueue::size).register(meters);
        this.loop = Loop.of(Thread.ofPlatform().name(replica ? "writer-graph-replica" : "writer-graph"), this);
        loop.start();
    }

    /** Makes a change and returns when it is durable. */
    public <T> T submit(Change<T> change) {
        Request<T> request = new Request<>(change);
        queue.put(request);
        return request.await();
    }

    /** Lets submitted changes finish, then ends the thread. */
    @Override
    public void close() {
        queue.close(loop);
        loop.join(FOR_EVER);
    }

    @Override
    public void round() throws InterruptedException {
        Request<?> first = queue.take();
        if (first != null) {
            fill(first);
            commit(group);
            group = List.of();
        }
    }

    @Override
    public boolean hasMore() {
        return queue.size() > 0;
    }

    /** Fails the group, whatever happened, so that nobody waits for an answer that never comes. */
    @Override
    public void failed(String name, Throwable reason) {
        log.error("unexpected error in {}; continuing", name, reason);
        fail(ServiceException.unavailable("It is not known if this was stored.", reason));
    }

    @Override
    public void ended() {
        ServiceException failure = ServiceException.unavailable("The program is stopping.", null);
        fail(failure);
        queue.end(failure);
    }

    private void fail(ServiceException failure) {
        group.forEach(request -> request.fail(failure));
        group = List.of();
    }

    private void fill(Request<?> first) {
        group = new ArrayList<>();
        int size = 0;
        for (Request<?> next = first; next != null; next = queue.poll()) {
            group.add(next);
            size += next.change.involved().size();
            if (group.size() == GROUP || size >= GROUP_SIZE) {
                break;
            }
        }
    }

    private void commit(List<Request<?>> group) {
        try {
            sizes.record(group.size());
            long start = System.nanoTime();
            commitOrTryAgain(group);
            commits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            succeeded();
            group.forEach(Request::answer);
        } catch (RuntimeException | Error e) {
            apart(group, e);
        }
    }

    /** A permanent failure of a group may be the fault of a single request, so each runs alone. */
    private void apart(List<Request<?>> group, Throwable e) {
        boolean own = !(e instanceof ServiceException) && !(e instanceof Neo4jException fault && Faults.mayPass(fault));
        if (own && group.size() > 1) {
            group.forEach(request -> commit(List.of(request)));
            return;
        }
        failed(group, e);
        group.forEach(request -> request.fail(Faults.of(e)));
    }

    /** Logs an outage once, when it begins; the callers are told each time. */
    private void failed(List<Request<?>> group, Throwable e) {
        if (failing) {
            log.debug("a group of {} changes was rolled back: {}", group.size(), e.toString());
        } else {
            log.error("Neo4j does not answer, changes of the graph are rolled back until it does: {}", e.toString());
        }
        failing = true;
    }

    private void succeeded() {
        if (failing) {
            log.info("Neo4j answers, changes of the graph are stored again");
        }
        failing = false;
    }

    private void commitOrTryAgain(List<Request<?>> group) {
        for (int tried = 1; ; tried++) {
            try {
                database.writeOnce(TRANSACTION, transaction -> commit(transaction, group));
                return;
            } catch (Neo4jException e) {
                if (tried == TRIES || !Faults.mayPass(e)) {
                    throw e;
                }
                log.debug("a group of {} changes runs again: {}", group.size(), e.toString());
            }
            Database.pause(tried);
        }
    }

    /** Rolls back if nothing changed, which also removes users that were created only to be locked. */
    private boolean commit(Transaction transaction, List<Request<?>> group) {
        UnitOfWork work = begin(transaction, group);
        group.forEach(request -> request.decide(work));
        if (work.isEmpty()) {
            transaction.rollback();
            return false;
        }
        ChangeRows.save(transaction, work);
        if (replica) {
            work.copied().save(transaction);
        }
        try {
            transaction.commit();
        } finally {
            tell(work); // even if the outcome is unknown: then nothing possibly stale stays cached
        }
        return true;
    }

    private void tell(UnitOfWork work) {
        try {
            committed.accept(work);
        } catch (RuntimeException | Error e) { // the change is durable, and its callers are not concerned
            log.error("a listener failed after a commit", e);
        }
    }

    private UnitOfWork begin(Transaction transaction, List<Request<?>> group) {
        Involved all = new Involved();
        group.forEach(request -> all.addAll(request.change.involved()));
        ChangeRows.lock(transaction, all.users());
        return new UnitOfWork(
                rules,
                ids,
                ChangeRows.accounts(transaction, all.users()),
                ChangeRows.rows(transaction, all.rows()),
                ChangeRows.degrees(transaction, all.counted()),
                replica ? Ends.read(transaction, all.rows()) : null);
    }

    /** One caller's change. */
    private static final class Request<T> extends WriteRequest<T> {
        private final Change<T> change;

        Request(Change<T> change) {
            this.change = change;
        }

        /** Runs under the locks of the group. Whatever is no refusal is thrown, and so undoes the group. */
        void decide(UnitOfWork work) {
            if (isTooLate()) {
                refused(Expiry.tooLate());
                return;
            }
            try {
                succeeded(change.work().in(work));
            } catch (ServiceException e) {
                if (e.code() != Code.NOT_FOUND && e.code() != Code.LIMIT_REACHED) {
                    throw e;
                }
                refused(e);
            }
        }
    }
}
