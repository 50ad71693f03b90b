package magpie.post;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Retention;
import magpie.kit.log.SqliteProgress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.kit.sqlite.SqliteDatabase;
import magpie.post.sqlite.SqlitePostStore;

/** Puts the post service together on SQLite: {@code post.db} in the data folder. */
public final class PostModule {
    private static final String FILE = "post.db";

    private PostModule() {}

    /** Refuses a store that cannot be used, before anything is touched. */
    public static void check(Path data) {
        SqlitePostStore.check(data.resolve(FILE));
    }

    /** Starts the service; reads the topic {@code users}. */
    public static RunningRole start(PostConfig config, RoleContext context) {
        SqliteDatabase database = SqlitePostStore.open(context.data().resolve(FILE));
        SqliteTopics topics = new SqliteTopics(database, PostEvent.TOPIC, InteractionEvent.TOPIC);
        PostStore store = new SqlitePostStore(database, topics, config.cachePosts(), config.cacheTimelines());
        PostCache cache = new PostCache(config.cachePosts(), context.meters());
        PostUpkeep upkeep = new PostUpkeep(config, store, Clock.systemUTC());
        Subscription users = context.log()
                .share(
                        "post",
                        EventCodec.of(UserEvent.TOPIC, UserEvent.class),
                        new SqliteProgress(database, UserEvent.TOPIC),
                        new PostConsumer(config, store, cache, upkeep));
        upkeep.start();
        PostService service = new PostService(config, store, cache, upkeep, Clock.systemUTC());
        return new Running(
                service,
                database,
                topics,
                users,
                upkeep,
                List.of(
                        Retention.start(topics, PostEvent.TOPIC, config.retention()),
                        Retention.start(topics, InteractionEvent.TOPIC, config.retention())));
    }

    private record Running(
            PostService service,
            SqliteDatabase database,
            SqliteTopics log,
            Subscription users,
            PostUpkeep upkeep,
            List<Retention> retentions)
            implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Posts.class, service);
        }

        @Override
        public Map<String, Topics> topics() {
            return Map.of(PostEvent.TOPIC, log, InteractionEvent.TOPIC, log);
        }

        @Override
        public List<Subscription> consumers() {
            return List.of(users);
        }

        @Override
        public void backup(Path folder) {
            database.backup(folder.resolve(FILE));
        }

        @Override
        public void close() {
            users.close();
            upkeep.close();
            retentions.forEach(Retention::close);
            database.close();
        }
    }
}
