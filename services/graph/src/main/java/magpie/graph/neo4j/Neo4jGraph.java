package magpie.graph.neo4j;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import magpie.api.ServiceException;
import magpie.api.graph.GraphEvent;
import magpie.graph.neo4j.changes.GraphSchema;
import magpie.graph.neo4j.replicas.FailOver;
import magpie.graph.neo4j.replicas.Neo4jReplica;
import magpie.graph.neo4j.replicas.WarmUp;
import magpie.graph.neo4j.server.Database;
import magpie.graph.neo4j.server.Neo4jConfig;
import magpie.graph.neo4j.server.Neo4jLeases;
import magpie.graph.neo4j.server.Neo4jOutbox;
import magpie.graph.neo4j.server.Source;
import magpie.graph.store.GraphRules;
import magpie.graph.store.GraphStore;
import magpie.kit.Opened;
import magpie.kit.engines.EngineAccess;
import magpie.kit.lease.LeasedIdGenerator;
import magpie.kit.lease.Leases;
import magpie.kit.log.Consumer;
import magpie.kit.log.Outbox;
import magpie.kit.telemetry.Logging;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the graph service keeps in Neo4j, opened and closed together. The first server in the settings takes writes
 * and reads; each of the others holds a replica, which is read while the first is away.
 */
public final class Neo4jGraph implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Neo4jGraph.class);

    private final Opened opened;
    private final Neo4jOutbox outbox;
    private final Neo4jLeases leases;
    private final List<Neo4jReplica> replicas;
    private final Neo4jGraphStore store;

    private Neo4jGraph(
            Opened opened, Database database, List<Database> others, GraphRules rules, MeterRegistry meters) {
        this.opened = opened;
        this.outbox = new Neo4jOutbox(database);
        this.leases = new Neo4jLeases(database);
        LeasedIdGenerator ids = idGenerator(database, leases, meters);
        opened.add(() -> giveBack(ids));
        this.replicas = others.stream()
                .map(other -> opened.add(new Neo4jReplica(database, other, leases, rules, meters)))
                .toList();
        FailOver failOver = replicas.isEmpty() ? null : opened.add(new FailOver(database, replicas));
        opened.add(WarmUp.keep(
                Stream.concat(Stream.of(database), others.stream()).toList(),
                server -> server == database && failOver != null && failOver.isBehind()));
        Source source = failOver == null ? database : failOver;
        this.store = opened.add(new Neo4jGraphStore(source, database, outbox, rules, ids::next, meters));
    }

    /**
     * Waits for the server as long as it takes, and creates missing constraints and indexes.
     *
     * @throws magpie.kit.StartException if the server, the password or the schema cannot be used
     */
    public static Neo4jGraph open(EngineAccess engines, GraphRules rules, MeterRegistry meters) {
        Logging.quiet("org.neo4j", "warn");
        Opened opened = new Opened();
        try {
            Database database = opened.add(new Database(engines));
            new GraphSchema(database, "Neo4j", meters).prepare();
            List<Database> others = engines.settings(Neo4jConfig.class).addresses().stream()
                    .skip(1)
                    .map(address -> opened.add(new Database(address, engines)))
                    .toList();
            WarmUp.of(database, WarmUp.PATIENCE);
            others.forEach(other -> WarmUp.of(other, WarmUp.PATIENCE));
            return new Neo4jGraph(opened, database, others, rules, meters);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** The server may go away after the schema is made: then waits for it once more. */
    private static LeasedIdGenerator idGenerator(Database database, Neo4jLeases leases, MeterRegistry meters) {
        while (true) {
            try {
                return LeasedIdGenerator.start(leases, InstantSource.system());
            } catch (ServiceException e) {
                new GraphSchema(database, "Neo4j", meters).prepare();
            }
        }
    }

    /** Returns the graph. */
    public GraphStore store() {
        return store;
    }

    /** Returns the events that are not in the log yet. */
    public Outbox outbox() {
        return outbox;
    }

    /** Returns leases of any name; those of worker numbers are its own. */
    public Leases leases() {
        return leases;
    }

    /** Returns the replicas, each of which consumes two topics. */
    public List<Neo4jReplica> replicas() {
        return replicas;
    }

    /** Consumes this service's topic in every process, and keeps its caches in step. */
    public Consumer near() {
        return (event, ack) -> {
            if (event.body() instanceof GraphEvent change) {
                store.heard(change);
            }
            ack.done();
        };
    }

    @Override
    public void close() {
        opened.close();
    }

    /** The lease expires anyway, so stopping need not wait for a server that is away. */
    private static void giveBack(LeasedIdGenerator ids) {
        try {
            ids.close();
        } catch (ServiceException e) {
            log.info("a worker number could not be released, its lease will expire: {}", e.getMessage());
        }
    }
}
