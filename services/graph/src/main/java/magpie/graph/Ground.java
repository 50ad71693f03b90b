package magpie.graph;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Topics;
import magpie.api.user.UserEvent;
import magpie.graph.neo4j.Neo4jGraph;
import magpie.graph.neo4j.copies.Neo4jReplica;
import magpie.graph.sqlite.SqliteGraphStore;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Consumer;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Progress;
import magpie.kit.log.Relay;
import magpie.kit.log.Retention;
import magpie.kit.log.SqliteProgress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.sqlite.SqliteDatabase;

/** What the service stands on: its store, and how what it tells comes into the log. */
interface Ground extends AutoCloseable {
    GraphStore store();

    /** Where it is kept how far the topic users was read. */
    default Progress progress() {
        return Progress.BY_THE_LOG;
    }

    default Map<String, Topics> topics() {
        return Map.of();
    }

    default List<Relay> relays() {
        return List.of();
    }

    /** What it consumes for itself. */
    default List<Subscription> consumers() {
        return List.of();
    }

    default void backup(Path folder) {}

    @Override
    void close();

    /** The one file of the embedded product, which is its topic too. */
    record Sqlite(SqliteDatabase database, SqliteTopics log, Retention retention, GraphStore store) implements Ground {
        private static final String FILE = "graph.db";

        static void check(Path data) {
            SqliteDatabase.check(data.resolve(FILE), SqliteGraphStore.SCHEMA);
        }

        static Ground open(GraphConfig config, Path data) {
            SqliteDatabase database = SqliteDatabase.open(data.resolve(FILE), SqliteGraphStore.SCHEMA);
            SqliteTopics topics = new SqliteTopics(database, GraphEvent.TOPIC);
            return new Sqlite(
                    database,
                    topics,
                    Retention.start(topics, GraphEvent.TOPIC, config.retention()),
                    new SqliteGraphStore(database, topics, new GraphRules(config), config.cachedFollowers()));
        }

        @Override
        public Progress progress() {
            return new SqliteProgress(database, UserEvent.TOPIC);
        }

        @Override
        public Map<String, Topics> topics() {
            return Map.of(GraphEvent.TOPIC, log);
        }

        @Override
        public void backup(Path folder) {
            database.backup(folder.resolve(FILE));
        }

        @Override
        public void close() {
            retention.close();
            database.close();
        }
    }

    /** Neo4j, which several instances share; a relay moves what they tell into the log, which keeps the copies up. */
    record Neo4j(Neo4jGraph neo4j, Relay relay, List<Subscription> consumers) implements Ground {
        private static final EventCodec GRAPH = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);

        static Ground open(GraphConfig config, EngineAccess engines, RoleContext context) {
            Neo4jGraph neo4j =
                    Neo4jGraph.open(engines.config(), engines.secrets(), new GraphRules(config), context.meters());
            Relay relay = context.log().relay("graph", neo4j.outbox(), neo4j.leases());
            List<Subscription> consumers = new ArrayList<>();
            for (Neo4jReplica copy : neo4j.replicas()) {
                String group = "graph-copy-" + (consumers.size() / 2 + 1);
                consumers.add(share(context, group, GraphEvent.TOPIC, GraphEvent.class, copy.events()));
                consumers.add(share(context, group, UserEvent.TOPIC, UserEvent.class, copy.deletions()));
            }
            consumers.add(context.log().follow("graph-near", GRAPH, Duration.ZERO, neo4j.near()));
            return new Neo4j(neo4j, relay, List.copyOf(consumers));
        }

        private static Subscription share(
                RoleContext context, String group, String topic, Class<?> events, Consumer consumer) {
            return context.log().share(group, EventCodec.of(topic, events), Progress.BY_THE_LOG, consumer);
        }

        @Override
        public GraphStore store() {
            return neo4j.store();
        }

        @Override
        public List<Relay> relays() {
            return List.of(relay);
        }

        @Override
        public void close() {
            consumers.forEach(Subscription::close);
            relay.close();
            neo4j.close();
        }
    }
}
