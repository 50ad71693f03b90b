package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import magpie.api.ServiceException;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineWait;
import magpie.kit.lease.LeasedIdGenerator;
import magpie.kit.lease.Leases;
import magpie.kit.log.Consumer;
import magpie.kit.log.Outbox;
import magpie.post.cassandra.lists.CountScheduler;
import magpie.post.cassandra.lists.ListCounter;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.lists.Parts;
import magpie.post.cassandra.near.LocalEffects;
import magpie.post.cassandra.near.NearTimelines;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.outbox.CassandraOutbox;
import magpie.post.cassandra.outbox.EventWriter;
import magpie.post.cassandra.outbox.OutboxReads;
import magpie.post.cassandra.outbox.OutboxRows;
import magpie.post.cassandra.posts.GoneUsers;
import magpie.post.cassandra.posts.KeyRows;
import magpie.post.cassandra.posts.PostRows;
import magpie.post.cassandra.posts.PostTables;
import magpie.post.cassandra.reactions.ReactionCache;
import magpie.post.cassandra.reactions.ReactionRows;
import magpie.post.cassandra.session.CassandraConfig;
import magpie.post.cassandra.session.CassandraLeases;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.cassandra.session.Connecting;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.Layout;
import magpie.post.store.PostStore;

/** The post service's data in Cassandra, opened for one of several processes: what a module needs to run on it. */
public final class CassandraPosts implements AutoCloseable {
    private final Engine engine;
    private final CassandraLeases leases;
    private final LeasedIdGenerator ids;
    private final CountScheduler counts;
    private final PostStore store;
    private final Outbox outbox;
    private final Consumer countConsumer;
    private final Consumer near;

    private CassandraPosts(CqlSession session, CassandraTuning tuning) {
        InstantSource clock = Clock.systemUTC();
        this.engine = new Engine(session);
        this.leases = new CassandraLeases(engine);
        Lists lists = new Lists(engine, new Parts(engine, tuning));
        PostTables tables = new PostTables(new PostRows(engine), new KeyRows(engine), lists, new GoneUsers(engine));
        PostSummaryCache summaries = new PostSummaryCache(engine, tuning);
        OutboxRows rows = new OutboxRows(engine);
        OutboxReads reads = new OutboxReads(engine);
        ReactionRows reactions = new ReactionRows(engine);
        ReactionCache reactionCache = new ReactionCache(reactions, tuning.nearReactions());
        this.counts = new CountScheduler(
                new ListCounter(engine, lists, tuning, clock), list -> forget(summaries, list), tuning);
        LocalEffects effects = new LocalEffects(counts, summaries, new NearTimelines(lists));
        reads.begin(OutboxRows.bucketAt(clock.millis() - tuning.replayWindow().toMillis()));
        this.ids = LeasedIdGenerator.start(leases, clock);
        EventWriter writer = new EventWriter(engine, rows, ids::next, clock);
        this.store = new CassandraPostStore(engine, writer, tables, reactions, reactionCache, effects);
        this.outbox = new CassandraOutbox(rows, reads, clock, tuning.replayWindow());
        this.countConsumer = new CountConsumer(counts, reactions);
        this.near = new NearConsumer(summaries, reactionCache, effects.timelines());
    }

    /**
     * Opens the store and creates a missing keyspace or tables. Waits for Cassandra as long as it takes.
     *
     * @throws magpie.kit.StartException when waiting will not help: a wrong password, an old Cassandra, newer tables
     */
    public static CassandraPosts open(EngineAccess engines, CassandraTuning tuning, MeterRegistry meters) {
        List<String> addresses = engines.settings(CassandraConfig.class).addresses();
        try (EngineWait wait = new EngineWait("Cassandra", String.join(", ", addresses), meters)) {
            while (true) {
                try {
                    CassandraPosts posts = tryOpen(engines, tuning, wait);
                    wait.over();
                    return posts;
                } catch (DriverException | ServiceException e) {
                    wait.failed(e);
                }
            }
        }
    }

    private static CassandraPosts tryOpen(EngineAccess engines, CassandraTuning tuning, EngineWait wait) {
        CassandraConfig config = engines.settings(CassandraConfig.class);
        CqlSession session = Connecting.connect(engines, wait);
        try {
            new Layout(session, config.keyspace(), config.datacenter()).make();
            return new CassandraPosts(session, tuning);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void forget(PostSummaryCache summaries, ListRef list) {
        if (list.kind().directory().equals("post_lists") && list.subject() instanceof Long postId) {
            summaries.forget(postId);
        }
    }

    /** Returns the posts. */
    public PostStore store() {
        return store;
    }

    /** Returns the events of both topics that the log does not have yet; for one relay at a time. */
    public Outbox outbox() {
        return outbox;
    }

    /** Returns leases in this Cassandra, for work that only one process may do. */
    public Leases leases() {
        return leases;
    }

    /** Consumes {@code posts} and {@code interactions}: has changes counted that a process died before counting. */
    public Consumer counts() {
        return countConsumer;
    }

    /** Consumes the same topics in every process, from their ends: evicts what others changed. */
    public Consumer near() {
        return near;
    }

    /** Whether no list is waiting for this process to count it. */
    public boolean isSettled() {
        return counts.idle();
    }

    @Override
    public void close() {
        ids.close();
        counts.close();
        engine.close();
    }
}
