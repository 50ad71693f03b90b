package magpie.feed;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import magpie.api.feed.Feeds;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.feed.delivery.FanOut;
import magpie.feed.delivery.FanOutConsumer;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.feed.page.PageSources;
import magpie.feed.reader.Celebrities;
import magpie.feed.reader.HeapReaders;
import magpie.feed.reader.ReaderSources;
import magpie.feed.reader.Readers;
import magpie.feed.reader.SharedReaders;
import magpie.feed.redis.RedisIndex;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Consumer;
import magpie.kit.log.EventCodec;
import magpie.kit.log.EventLog;
import magpie.kit.log.Progress;
import magpie.kit.near.Unseen;
import magpie.kit.roles.Backend;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RoleModule;
import magpie.kit.roles.RunningRole;
import magpie.redis.RedisConfig;

/** Wires the feed: no store of its own, and consumers of the events of the services below it. */
public final class FeedModule implements RoleModule<FeedConfig, WindowStore> {
    private static final EventCodec POSTS = EventCodec.of(PostEvent.TOPIC, PostEvent.class);
    private static final EventCodec GRAPH = EventCodec.of(GraphEvent.TOPIC, GraphEvent.class);
    private static final EventCodec USERS = EventCodec.of(UserEvent.TOPIC, UserEvent.class);

    /**
     * How far back it reads the account events: the relations that Graph returns after a start may still contain an
     * account deleted just before.
     */
    private static final Duration BACK = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public Class<FeedConfig> config() {
        return FeedConfig.class;
    }

    @Override
    public List<Class<? extends Record>> engines() {
        return List.of(RedisConfig.class);
    }

    /** Keeps the windows of all active readers on this process' heap. */
    @Override
    public Backend<WindowStore> embedded(FeedConfig config, RoleContext context) {
        return Backend.inMemory(
                (sources, cache) -> new HeapReaders(sources, config.activeReaders(), config.idle(), context.meters()));
    }

    /** Runs on Redis: the processes share the windows. */
    @Override
    public Backend<WindowStore> onEngines(FeedConfig config, EngineAccess engines, RoleContext context) {
        RedisIndex index = RedisIndex.open(engines, config.window(), config.idle(), context.meters());
        return Backend.onEngine(index, (sources, cache) -> new SharedReaders(index, sources, cache));
    }

    /** Starts empty, with the consumers at the end of their topics; each reader is built at the first read. */
    @Override
    public RunningRole start(FeedConfig config, Backend<WindowStore> backend, RoleContext context) {
        Graph graph = context.peers().of(Graph.class);
        Posts posts = context.peers().of(Posts.class);
        MeterRegistry meters = context.meters();
        PageSources pages = new PageSources(
                graph,
                posts,
                new PostCache(posts, config.cachedPosts(), meters),
                new AuthorTimelines(posts, config.window(), config.cachedAuthors(), meters),
                backend.opened(new Unseen()),
                config.repostDistance(),
                config.maxRaw());
        Celebrities celebrities = new Celebrities();
        Readers readers = backend.store()
                .readers(
                        new ReaderSources(graph, posts, celebrities, config.window(), config.pullMargin()),
                        pages.cache());
        FanOut fanOut =
                backend.opened(new FanOut(graph, readers, celebrities, config.step(), config.fanOutThreads(), meters));
        FeedConsumer near = new FeedConsumer(readers, pages.cache(), pages.authors(), celebrities, pages.unseen());
        follow(backend, near, new FanOutConsumer(readers, fanOut), context.log());
        pages.unseen().load(context.peers().of(Users.class));
        return RunningRole.offering(Feeds.class, new FeedService(pages, readers, meters), backend);
    }

    /** One process fans an activity out to its followers; every process follows what changes its caches. */
    private static void follow(Backend<?> backend, FeedConsumer near, FanOutConsumer fanOut, EventLog log) {
        String name = "feed";
        Consumer onPosts = nearThenFanOut(near, fanOut);
        if (backend.isShared()) {
            name = "feed-near";
            onPosts = near;
            backend.consumes(log.share("feed", POSTS, Progress.BY_THE_LOG, fanOut));
        }
        backend.consumes(log.follow(name, POSTS, Duration.ZERO, onPosts));
        backend.consumes(log.follow(name, GRAPH, Duration.ZERO, near));
        backend.consumes(log.follow(name, USERS, BACK, near));
    }

    /** For a single process: updates the caches before it delivers the post. */
    private static Consumer nearThenFanOut(FeedConsumer near, FanOutConsumer fanOut) {
        return (event, ack) -> {
            if (event.body() instanceof PostEvent activity) {
                near.onPost(activity);
            }
            fanOut.accept(event, ack);
        };
    }
}
