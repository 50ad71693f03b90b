package magpie.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.feed.redis.RedisFeeds;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Consumer;
import magpie.kit.log.EventCodec;
import magpie.kit.log.EventLog;
import magpie.kit.log.Progress;
import magpie.kit.log.Subscription;
import magpie.kit.near.Unseen;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;

/** Wires the feed. */
public final class FeedModule {
    private static final EventCodec POSTS = EventCodec.of(PostEvent.TOPIC, PostEvent.class);
    private static final EventCodec GRAPH = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);
    private static final EventCodec USERS = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    /**
     * How far back accounts are followed: who was deleted just before a start may still stand in the relations that Graph
     * gives then.
     */
    private static final Duration BACK = Duration.ofMinutes(15);

    private FeedModule() {}

    /** Starts the feed on its own heap, or on an index that it shares with other instances. */
    public static RunningRole start(FeedConfig config, RoleContext context) {
        EngineAccess engines = context.engines();
        return engines == null ? alone(config, context) : together(config, engines, context);
    }

    /** Starts empty, the consumers at the end of their topics; each reader is built at their first read. */
    private static RunningRole alone(FeedConfig config, RoleContext context) {
        Graph graph = context.peers().of(Graph.class);
        Posts posts = context.peers().of(Posts.class);
        MeterRegistry meters = context.meters();
        Standings standings = new Standings();
        Readers readers = new HeapReaders(graph, posts, standings, config, meters);
        PostCache cache = new PostCache(posts, config, meters);
        AuthorTimelines authors = new AuthorTimelines(posts, config, meters);
        FanOut fanOut = new FanOut(graph, readers, standings, config, meters);
        Unseen unseen = new Unseen();
        FeedService service = new FeedService(config, graph, posts, readers, cache, authors, unseen, meters);
        FeedConsumer near = new FeedConsumer(readers, cache, authors, standings, unseen);
        FanOutConsumer bring = new FanOutConsumer(readers, fanOut);
        Consumer onPosts = (event, ack) -> {
            if (event.body() instanceof PostEvent activity) {
                near.onPost(activity);
            }
            bring.accept(event, ack);
        };
        List<Subscription> consumers = List.of(
                consume(POSTS, Duration.ZERO, onPosts, context),
                consume(GRAPH, Duration.ZERO, near, context),
                consume(USERS, BACK, near, context));
        unseen.load(context.peers().of(Users.class));
        return new Feed(service, both(fanOut, unseen), consumers);
    }

    private static AutoCloseable both(AutoCloseable one, AutoCloseable other) {
        return () -> {
            one.close();
            other.close();
        };
    }

    /** One instance brings an activity to its followers; every instance hears of all that changes what is near. */
    private static RunningRole together(FeedConfig config, EngineAccess engines, RoleContext context) {
        RedisFeeds redis = RedisFeeds.open(engines.config(), engines.secrets(), config, context);
        EventLog log = context.log();
        List<Subscription> consumers = List.of(
                log.share("feed", POSTS, Progress.BY_THE_LOG, redis.fanOut()),
                log.follow("feed-near", POSTS, Duration.ZERO, redis.near()),
                log.follow("feed-near", GRAPH, Duration.ZERO, redis.near()),
                log.follow("feed-near", USERS, BACK, redis.near()));
        redis.loadUnseen(context.peers().of(Users.class));
        return new Feed(redis.feeds(), redis, consumers);
    }

    /** An instance of the feed on an index that it shares with others; it consumes nothing by itself. */
    public static SharedFeed shared(SharedIndex index, FeedConfig config, RoleContext context) {
        Graph graph = context.peers().of(Graph.class);
        Posts posts = context.peers().of(Posts.class);
        MeterRegistry meters = context.meters();
        Standings standings = new Standings();
        PostCache cache = new PostCache(posts, config, meters);
        SharedReaders readers = new SharedReaders(index, graph, posts, standings, cache, config);
        AuthorTimelines authors = new AuthorTimelines(posts, config, meters);
        FanOut fanOut = new FanOut(graph, readers, standings, config, meters);
        Unseen unseen = new Unseen();
        return new SharedFeed(
                new FeedService(config, graph, posts, readers, cache, authors, unseen, meters),
                new FeedConsumer(readers, cache, authors, standings, unseen),
                new FanOutConsumer(readers, fanOut),
                unseen,
                both(fanOut, unseen));
    }

    /**
     * One of the instances that share an index.
     *
     * @param near for every instance, on posts, graph and users: keeps what is near in step
     * @param fanOut for one of all instances, on posts: delivers
     * @param unseen to be loaded when accounts are followed
     * @param threads what runs until the instance is closed
     */
    public record SharedFeed(Feeds feeds, Consumer near, Consumer fanOut, Unseen unseen, AutoCloseable threads)
            implements AutoCloseable {
        @Override
        public void close() {
            closed(threads);
        }
    }

    /** Starts at the topic's end: no reader is active yet, and what was before is in the stores. */
    private static Subscription consume(EventCodec codec, Duration back, Consumer consumer, RoleContext context) {
        return context.log().follow("feed", codec, back, consumer);
    }

    private static void closed(AutoCloseable threads) {
        try {
            threads.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Feed(Feeds service, AutoCloseable threads, List<Subscription> consumers) implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Feeds.class, service);
        }

        @Override
        public void close() {
            consumers.forEach(Subscription::close);
            closed(threads);
        }
    }
}
