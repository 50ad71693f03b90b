package magpie.post;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Consumer;
import magpie.kit.log.EventCodec;
import magpie.kit.log.EventLog;
import magpie.kit.log.Progress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.roles.Backend;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.post.cassandra.CassandraPosts;
import magpie.post.cassandra.session.CassandraConfig;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.sqlite.SqlitePostStore;
import magpie.post.store.PostStore;

/** Wires the post service: one store, topics {@code posts} and {@code interactions}, a consumer of {@code users}. */
public final class PostModule implements RoleModule<PostConfig, PostStores> {
    private static final String FILE = "post.db";
    private static final EventCodec POSTS = EventCodec.of(PostEvent.TOPIC, PostEvent.class);
    private static final EventCodec INTERACTIONS = EventCodec.of(InteractionEvent.TOPIC, InteractionEvent.class);
    private static final EventCodec USERS = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    @Override
    public String name() {
        return "post";
    }

    @Override
    public Class<PostConfig> config() {
        return PostConfig.class;
    }

    @Override
    public List<Class<? extends Record>> engines() {
        return List.of(CassandraConfig.class);
    }

    @Override
    public void check(Path data) {
        SqlitePostStore.check(data.resolve(FILE));
    }

    @Override
    public Backend<PostStores> embedded(PostConfig config, RoleContext context) {
        SqliteDatabase database = SqlitePostStore.open(context.data().resolve(FILE));
        SqliteTopics topics = new SqliteTopics(database, PostEvent.TOPIC, InteractionEvent.TOPIC);
        PostStore store = new SqlitePostStore(database, topics, config.cachePosts(), config.cacheTimelines());
        return Backend.onFile(database, topics, config.retention(), PostStores.alone(store));
    }

    @Override
    public Backend<PostStores> onEngines(PostConfig config, EngineAccess engines, RoleContext context) {
        CassandraPosts cassandra =
                CassandraPosts.open(engines, CassandraTuning.standard(config.cachePosts()), context.meters());
        Backend<PostStores> backend =
                Backend.onEngine(cassandra, new PostStores(cassandra.store(), cassandra.counts(), cassandra.near()));
        backend.relayedBy(context.log().relay("post", cassandra.outbox(), cassandra.leases()));
        return backend;
    }

    @Override
    public RunningRole start(PostConfig config, Backend<PostStores> backend, RoleContext context) {
        PostStore store = backend.store().store();
        PostCache cache = new PostCache(store::read, config.cachePosts(), context.meters());
        PostUpkeep upkeep = backend.opened(new PostUpkeep(config, store, Clock.systemUTC()));
        if (backend.isShared()) {
            followOthers(backend, cache, context.log());
        }
        backend.consumes(context.log()
                .share(
                        "post",
                        USERS,
                        backend.progress(UserEvent.TOPIC),
                        new PostConsumer(config, store, cache, upkeep)));
        upkeep.start();
        return RunningRole.offering(
                Posts.class, new PostService(config, store, cache, upkeep, Clock.systemUTC()), backend);
    }

    /** One process counts what others died before counting; every process evicts what others changed. */
    private static void followOthers(Backend<PostStores> backend, PostCache cache, EventLog log) {
        Consumer counts = backend.store().counts();
        Consumer near = backend.store().near();
        backend.consumes(log.share("post", POSTS, Progress.BY_THE_LOG, counts));
        backend.consumes(log.share("post", INTERACTIONS, Progress.BY_THE_LOG, counts));
        backend.consumes(log.follow("post-near", POSTS, Duration.ZERO, (event, ack) -> {
            if (event.body() instanceof PostEvent.PostDeleted deleted) {
                cache.gone(deleted.postId());
            }
            near.accept(event, ack);
        }));
        backend.consumes(log.follow("post-near", INTERACTIONS, Duration.ZERO, near));
    }
}
