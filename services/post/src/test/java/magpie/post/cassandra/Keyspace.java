package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import magpie.api.log.Batch;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.engines.Engines;
import magpie.kit.engines.EngineAccess;
import magpie.kit.engines.EngineWait;
import magpie.kit.log.Consumer;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Outbox;
import magpie.post.cassandra.outbox.OutboxRows;
import magpie.post.cassandra.session.CassandraConfig;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.cassandra.session.Connecting;

/** A keyspace in the real Cassandra for one test class, dropped after it; any number of stores can be opened on it. */
final class Keyspace implements AutoCloseable {
    private static final Set<String> KEPT = Set.of("leases", "post_version", "outbox_position");

    private final String name;
    private final Engines engines;
    private final EngineAccess access;
    private final CqlSession session;

    /** Small parts that begin soon, so that tests see many. */
    static final CassandraTuning SMALL = new CassandraTuning(
            24,
            Duration.ofMillis(60),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            1_000,
            8,
            Duration.ofMillis(40),
            Duration.ofSeconds(6));

    /**
     * Creates a keyspace.
     *
     * @param durable whether it must survive a crash of Cassandra; if not, emptying it is fast
     */
    Keyspace(String name, boolean durable) {
        this.name = name + "_" + Long.toString(System.nanoTime(), 36);
        this.engines = Engines.required("cassandra");
        this.access = with(Map.of());
        this.session = connected();
        if (!durable) {
            session.execute(slow("CREATE KEYSPACE " + name()
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', '"
                    + access.settings(CassandraConfig.class).datacenter() + "': 1} AND durable_writes = false"));
        }
    }

    private CqlSession connected() {
        EngineWait wait = new EngineWait("Cassandra", "the test's", new SimpleMeterRegistry());
        return Connecting.connect(access, wait);
    }

    /** The access to it, with other settings. */
    EngineAccess with(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("cassandra.keyspace", name);
        return engines.access(CassandraConfig.class, settings);
    }

    /** Opens another session in the keyspace. */
    CqlSession connect() {
        CqlSession another = connected();
        another.execute("USE " + name());
        return another;
    }

    CqlSession session() {
        return session;
    }

    String name() {
        return name;
    }

    CassandraPosts open() {
        return open(SMALL);
    }

    CassandraPosts open(CassandraTuning tuning) {
        return CassandraPosts.open(access, tuning, new SimpleMeterRegistry());
    }

    /** Empties it, and lets a new relay start here. */
    void clear() {
        List<CompletionStage<?>> truncations = new ArrayList<>();
        session.refreshSchema()
                .getKeyspace(name())
                .orElseThrow()
                .getTables()
                .keySet()
                .forEach(table -> {
                    if (!KEPT.contains(table.asInternal())) {
                        truncations.add(session.executeAsync(slow("TRUNCATE " + name() + "." + table.asCql(true))));
                    }
                });
        truncations.forEach(stage -> stage.toCompletableFuture().join());
        session.execute("UPDATE " + name() + ".outbox_position SET bucket = "
                + OutboxRows.bucketAt(System.currentTimeMillis()) + " WHERE name = 'relay' IF EXISTS");
    }

    @Override
    public void close() {
        drop();
        session.close();
    }

    /** Retries if there is no answer: a killed node may still be restarting. */
    private void drop() {
        SimpleStatement drop = slow("DROP KEYSPACE IF EXISTS " + name());
        try {
            session.execute(drop);
        } catch (DriverTimeoutException e) {
            session.execute(drop);
        }
    }

    /** Schema changes take a while. */
    private static SimpleStatement slow(String statement) {
        return SimpleStatement.newInstance(statement).setTimeout(Duration.ofMinutes(1));
    }

    /** Waits for a condition, at most a minute. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within a minute: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Relay and log in one: moves what is pending, and delivers each event to consumers once. */
    static final class Log {
        private final Outbox outbox;
        private final EventCodec posts = EventCodec.of(PostEvent.TOPIC, PostEvent.class);
        private final EventCodec interactions = EventCodec.of(InteractionEvent.TOPIC, InteractionEvent.class);
        private final Set<Long> ids = new HashSet<>();
        private final List<Outbox.Row> rows = new ArrayList<>();

        Log(Outbox outbox) {
            this.outbox = outbox;
        }

        /** Moves everything pending; returns what was new. */
        List<Outbox.Row> pump() {
            List<Outbox.Row> moved = new ArrayList<>();
            List<Outbox.Row> pending = outbox.pending(500);
            while (!pending.isEmpty()) {
                pending.stream().filter(row -> ids.add(row.id())).forEach(moved::add);
                outbox.sent(pending);
                pending = outbox.pending(500);
            }
            rows.addAll(moved);
            return moved;
        }

        List<Outbox.Row> rows() {
            return List.copyOf(rows);
        }

        List<Object> events(String topic) {
            return rows.stream()
                    .filter(row -> row.topic().equals(topic))
                    .map(row -> event(row).body())
                    .toList();
        }

        magpie.kit.log.Event event(Outbox.Row row) {
            Batch.Entry entry = new Batch.Entry(row.id(), row.key(), row.at(), row.type(), row.body());
            return (row.topic().equals(PostEvent.TOPIC) ? posts : interactions).read(entry);
        }

        /** Feeds a consumer everything new and waits until it is done. */
        void feed(Consumer consumer) throws InterruptedException {
            List<Outbox.Row> moved = pump();
            Set<Long> open = java.util.concurrent.ConcurrentHashMap.newKeySet();
            moved.forEach(row -> open.add(row.id()));
            for (Outbox.Row row : moved) {
                consumer.accept(event(row), new Consumer.Ack() {
                    @Override
                    public void done() {
                        open.remove(row.id());
                    }

                    @Override
                    public void failed(Throwable reason) {
                        throw new AssertionError(reason);
                    }
                });
            }
            await("events done", open::isEmpty);
        }
    }
}
