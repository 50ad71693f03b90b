package magpie.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.graph.sqlite.SqliteGraphStore;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Retention;
import magpie.kit.log.SqliteProgress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.SqliteDatabase;

/** Wires the graph service: one store, the topic {@code graph}, and a consumer of {@code users}. */
public final class GraphModule {
    private static final String FILE = "graph.db";

    private GraphModule() {}

    /** Refuses a store that cannot be used, before anything is touched. */
    public static void check(Path data) {
        SqliteDatabase.check(data.resolve(FILE), SqliteGraphStore.SCHEMA);
    }

    /** Opens the store and starts. */
    public static RunningRole start(GraphConfig config, RoleContext context) {
        SqliteDatabase database = SqliteDatabase.open(context.data().resolve(FILE), SqliteGraphStore.SCHEMA);
        SqliteTopics topics = new SqliteTopics(database, GraphEvent.TOPIC);
        GraphStore store = new SqliteGraphStore(database, topics, new GraphRules(config), config.cachedFollowers());
        Subscription deletions = context.log()
                .share(
                        "graph",
                        EventCodec.of(UserEvent.TOPIC, UserEvent.class),
                        new SqliteProgress(database, UserEvent.TOPIC),
                        new GraphConsumer(store));
        Retention retention = Retention.start(topics, GraphEvent.TOPIC, config.retention());
        return new Running(database, topics, retention, new GraphService(store), deletions);
    }

    private record Running(
            SqliteDatabase database, SqliteTopics log, Retention retention, Graph graph, Subscription deletions)
            implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Graph.class, graph);
        }

        @Override
        public Map<String, Topics> topics() {
            return Map.of(GraphEvent.TOPIC, log);
        }

        @Override
        public List<Subscription> consumers() {
            return List.of(deletions);
        }

        @Override
        public void backup(Path folder) {
            database.backup(folder.resolve(FILE));
        }

        @Override
        public void close() {
            deletions.close();
            retention.close();
            database.close();
        }
    }
}
