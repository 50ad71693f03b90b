package magpie.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import magpie.api.graph.Graph;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;

/** Wires the graph service: one store, the topic {@code graph}, and a consumer of {@code users}. */
public final class GraphModule {
    private GraphModule() {}

    /** Refuses a store that cannot be used, before anything is touched. */
    public static void check(Path data) {
        Ground.Sqlite.check(data);
    }

    /** Starts the service: on the file {@code graph.db} in the role's folder, or on the engines. */
    public static RunningRole start(GraphConfig config, RoleContext context) {
        EngineAccess engines = context.engines();
        Ground ground = engines == null
                ? Ground.Sqlite.open(config, context.data())
                : Ground.Neo4j.open(config, engines, context);
        Subscription deletions = context.log()
                .share(
                        "graph",
                        EventCodec.of(UserEvent.TOPIC, UserEvent.class),
                        ground.progress(),
                        new GraphConsumer(ground.store()));
        return new Running(ground, new GraphService(ground.store()), deletions);
    }

    private record Running(Ground ground, Graph graph, Subscription deletions) implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Graph.class, graph);
        }

        @Override
        public Map<String, Topics> topics() {
            return ground.topics();
        }

        @Override
        public List<Subscription> consumers() {
            return Stream.concat(Stream.of(deletions), ground.consumers().stream())
                    .toList();
        }

        @Override
        public List<Relay> relays() {
            return ground.relays();
        }

        @Override
        public void backup(Path folder) {
            ground.backup(folder);
        }

        @Override
        public void close() {
            deletions.close();
            ground.close();
        }
    }
}
