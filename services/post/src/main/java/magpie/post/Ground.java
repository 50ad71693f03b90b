package magpie.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.user.UserEvent;
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
import magpie.post.cassandra.CassandraPosts;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.sqlite.SqlitePostStore;

/** What the service stands on: its store, and how what it tells comes into the log. */
interface Ground extends AutoCloseable {
    PostStore store();

    /** Where it is kept how far the topic users was read. */
    default Progress progress() {
        return Progress.BY_THE_LOG;
    }

    /** Starts what follows this service's own events: nothing where no other process changes anything. */
    default List<Subscription> follow(PostCache cache) {
        return List.of();
    }

    default Map<String, Topics> topics() {
        return Map.of();
    }

    default List<Relay> relays() {
        return List.of();
    }

    default void backup(Path folder) {}

    @Override
    void close();

    /** The one file of the embedded product, which is its topics too. */
    record Sqlite(SqliteDatabase database, SqliteTopics log, List<Retention> retentions, PostStore store)
            implements Ground {
        private static final String FILE = "post.db";

        static void check(Path data) {
            SqlitePostStore.check(data.resolve(FILE));
        }

        static Ground open(PostConfig config, Path data) {
            SqliteDatabase database = SqlitePostStore.open(data.resolve(FILE));
            SqliteTopics topics = new SqliteTopics(database, PostEvent.TOPIC, InteractionEvent.TOPIC);
            return new Sqlite(
                    database,
                    topics,
                    List.of(
                            Retention.start(topics, PostEvent.TOPIC, config.retention()),
                            Retention.start(topics, InteractionEvent.TOPIC, config.retention())),
                    new SqlitePostStore(database, topics, config.cachePosts(), config.cacheTimelines()));
        }

        @Override
        public Progress progress() {
            return new SqliteProgress(database, UserEvent.TOPIC);
        }

        @Override
        public Map<String, Topics> topics() {
            return Map.of(PostEvent.TOPIC, log, InteractionEvent.TOPIC, log);
        }

        @Override
        public void backup(Path folder) {
            database.backup(folder.resolve(FILE));
        }

        @Override
        public void close() {
            retentions.forEach(Retention::close);
            database.close();
        }
    }

    /** Cassandra, which several instances share; a relay moves what they tell into the log. */
    record Cassandra(CassandraPosts cassandra, Relay relay, RoleContext context) implements Ground {
        private static final EventCodec POSTS = EventCodec.of(PostEvent.TOPIC, PostEvent.class);
        private static final EventCodec INTERACTIONS = EventCodec.of(InteractionEvent.TOPIC, InteractionEvent.class);

        static Ground open(PostConfig config, EngineAccess engines, RoleContext context) {
            CassandraPosts cassandra = CassandraPosts.open(
                    engines.config(),
                    engines.secrets(),
                    CassandraTuning.standard(config.cachePosts()),
                    context.meters());
            return new Cassandra(
                    cassandra, context.log().relay("post", cassandra.outbox(), cassandra.leases()), context);
        }

        @Override
        public PostStore store() {
            return cassandra.store();
        }

        /** One instance counts what another died before counting; every instance forgets what another changed. */
        @Override
        public List<Subscription> follow(PostCache cache) {
            Consumer tally = cassandra.tally();
            Consumer near = cassandra.near();
            return List.of(
                    context.log().share("post", POSTS, Progress.BY_THE_LOG, tally),
                    context.log().share("post", INTERACTIONS, Progress.BY_THE_LOG, tally),
                    context.log().follow("post-near", POSTS, Duration.ZERO, (event, ack) -> {
                        if (event.body() instanceof PostEvent.PostDeleted deleted) {
                            cache.gone(deleted.postId());
                        }
                        near.accept(event, ack);
                    }),
                    context.log().follow("post-near", INTERACTIONS, Duration.ZERO, near));
        }

        @Override
        public List<Relay> relays() {
            return List.of(relay);
        }

        @Override
        public void close() {
            relay.close();
            cassandra.close();
        }
    }
}
