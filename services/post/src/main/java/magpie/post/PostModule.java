package magpie.post;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.EventCodec;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;

/** Puts the post service together, on a file of its own or on the engines. */
public final class PostModule {
    private PostModule() {}

    /** Refuses a store that cannot be used, before anything is touched. */
    public static void check(Path data) {
        Ground.Sqlite.check(data);
    }

    /** Starts the service; reads the topic {@code users}. */
    public static RunningRole start(PostConfig config, RoleContext context) {
        EngineAccess engines = context.engines();
        Ground ground = engines == null
                ? Ground.Sqlite.open(config, context.data())
                : Ground.Cassandra.open(config, engines, context);
        PostStore store = ground.store();
        PostCache cache = new PostCache(config.cachePosts(), context.meters());
        PostUpkeep upkeep = new PostUpkeep(config, store, Clock.systemUTC());
        List<Subscription> consumers = new ArrayList<>(ground.follow(cache));
        consumers.add(context.log()
                .share(
                        "post",
                        EventCodec.of(UserEvent.TOPIC, UserEvent.class),
                        ground.progress(),
                        new PostConsumer(config, store, cache, upkeep)));
        upkeep.start();
        PostService service = new PostService(config, store, cache, upkeep, Clock.systemUTC());
        return new Running(service, ground, List.copyOf(consumers), upkeep);
    }

    private record Running(PostService service, Ground ground, List<Subscription> consumers, PostUpkeep upkeep)
            implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Posts.class, service);
        }

        @Override
        public Map<String, Topics> topics() {
            return ground.topics();
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
            consumers.forEach(Subscription::close);
            upkeep.close();
            ground.close();
        }
    }
}
