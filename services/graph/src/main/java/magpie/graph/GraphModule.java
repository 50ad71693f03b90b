package magpie.graph;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.user.UserEvent;
import magpie.graph.neo4j.Neo4jGraph;
import magpie.graph.neo4j.replicas.Neo4jReplica;
import magpie.graph.neo4j.server.Neo4jConfig;
import magpie.graph.sqlite.SqliteGraphStore;
import magpie.graph.store.GraphStore;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.EventCodec;
import magpie.kit.log.EventLog;
import magpie.kit.log.Progress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.roles.Backend;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.SqliteDatabase;

/** Wires the graph service: one store, the topic {@code graph}, and a consumer of {@code users}. */
public final class GraphModule implements RoleModule<GraphConfig, GraphStore> {
    private static final String FILE = "graph.db";
    private static final EventCodec GRAPH = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);
    private static final EventCodec USERS = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public Class<GraphConfig> config() {
        return GraphConfig.class;
    }

    @Override
    public List<Class<? extends Record>> engines() {
        return List.of(Neo4jConfig.class);
    }

    @Override
    public void check(Path data) {
        SqliteDatabase.check(data.resolve(FILE), SqliteGraphStore.SCHEMA);
    }

    @Override
    public Backend<GraphStore> embedded(GraphConfig config, RoleContext context) {
        SqliteDatabase database = SqliteDatabase.open(context.data().resolve(FILE), SqliteGraphStore.SCHEMA);
        SqliteTopics topics = new SqliteTopics(database, GraphEvent.TOPIC);
        GraphStore store = new SqliteGraphStore(database, topics, config.rules(), config.cachedFollowers());
        return Backend.onFile(database, topics, config.retention(), store);
    }

    /** Runs on Neo4j: the log keeps the replicas up to date, and every process evicts what another changed. */
    @Override
    public Backend<GraphStore> onEngines(GraphConfig config, EngineAccess engines, RoleContext context) {
        EventLog log = context.log();
        Neo4jGraph neo4j = Neo4jGraph.open(engines, config.rules(), context.meters());
        Backend<GraphStore> backend = Backend.onEngine(neo4j, neo4j.store());
        backend.relayedBy(log.relay("graph", neo4j.outbox(), neo4j.leases()));
        int number = 0;
        for (Neo4jReplica replica : neo4j.replicas()) {
            String group = "graph-replica-" + ++number;
            backend.consumes(log.share(group, GRAPH, Progress.BY_THE_LOG, replica.events()));
            backend.consumes(log.share(group, USERS, Progress.BY_THE_LOG, replica.deletions()));
        }
        backend.consumes(log.follow("graph-near", GRAPH, Duration.ZERO, neo4j.near()));
        return backend;
    }

    @Override
    public RunningRole start(GraphConfig config, Backend<GraphStore> backend, RoleContext context) {
        GraphStore store = backend.store();
        backend.consumes(
                context.log().share("graph", USERS, backend.progress(UserEvent.TOPIC), new GraphConsumer(store)));
        return RunningRole.offering(Graph.class, new GraphService(store), backend);
    }
}
