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
import magpie.feed.delivery.FanOut;
import magpie.feed.delivery.FanOutConsumer;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.feed.page.PageSources;
import magpie.feed.reader.HeapReaders;
import magpie.feed.reader.ReaderSources;
import magpie.feed.reader.Readers;
import magpie.feed.reader.SharedReaders;
import magpie.feed.reader.Standings;
import magpie.feed.redis.RedisIndex;
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
        Parts parts = Parts.of(config, context);
        Readers readers = new HeapReaders(parts.readers(), config.activeReaders(), config.idle(), context.meters());
        FeedConsumer near = parts.near(readers);
        Instance feed = parts.instance(readers, near, () -> {});
        Consumer onPosts = (event, ack) -> {
            if (event.body() instanceof PostEvent activity) {
                near.onPost(activity);
            }
            feed.fanOut().accept(event, ack);
        };
        List<Subscription> consumers = List.of(
                consume(POSTS, Duration.ZERO, onPosts, context),
                consume(GRAPH, Duration.ZERO, near, context),
                consume(USERS, BACK, near, context));
        feed.unseen().load(context.peers().of(Users.class));
        return new Feed(feed, consumers);
    }

    /** One instance brings an activity to its followers; every instance hears of all that changes what is near. */
    private static RunningRole together(FeedConfig config, EngineAccess engines, RoleContext context) {
        Instance feed = shared(config, engines, context);
        EventLog log = context.log();
        List<Subscription> consumers = List.of(
                log.share("feed", POSTS, Progress.BY_THE_LOG, feed.fanOut()),
                log.follow("feed-near", POSTS, Duration.ZERO, feed.near()),
                log.follow("feed-near", GRAPH, Duration.ZERO, feed.near()),
                log.follow("feed-near", USERS, BACK, feed.near()));
        feed.unseen().load(context.peers().of(Users.class));
        return new Feed(feed, consumers);
    }

    /** An instance of the feed on an index in Redis that it shares with others; it consumes nothing by itself. */
    public static Instance shared(FeedConfig config, EngineAccess engines, RoleContext context) {
        RedisIndex index = RedisIndex.open(engines, config.window(), config.idle(), context.meters());
        Parts parts = Parts.of(config, context);
        Readers readers =
                new SharedReaders(index, parts.readers(), parts.pages().cache());
        return parts.instance(readers, parts.near(readers), index::close);
    }

    /**
     * One instance of the feed.
     *
     * @param near for every instance, on posts, graph and users: keeps what is near in step
     * @param fanOut for one of all instances, on posts: delivers
     * @param unseen to be loaded when accounts are followed
     * @param end ends what runs until the instance is closed; the consumers are to be stopped before
     */
    public record Instance(Feeds feeds, Consumer near, Consumer fanOut, Unseen unseen, Runnable end)
            implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** What an instance is made of, wherever its readers' windows are. */
    private record Parts(FeedConfig config, ReaderSources readers, PageSources pages, MeterRegistry meters) {
        static Parts of(FeedConfig config, RoleContext context) {
            Graph graph = context.peers().of(Graph.class);
            Posts posts = context.peers().of(Posts.class);
            MeterRegistry meters = context.meters();
            PageSources pages = new PageSources(
                    graph,
                    posts,
                    new PostCache(posts, config.cachedPosts(), meters),
                    new AuthorTimelines(posts, config.window(), config.cachedAuthors(), meters),
                    new Unseen(),
                    config.repostDistance(),
                    config.maxRaw());
            return new Parts(
                    config,
                    new ReaderSources(graph, posts, new Standings(), config.window(), config.pullMargin()),
                    pages,
                    meters);
        }

        FeedConsumer near(Readers active) {
            return new FeedConsumer(active, pages.cache(), pages.authors(), readers.standings(), pages.unseen());
        }

        Instance instance(Readers active, Consumer near, Runnable end) {
            FanOut fanOut = new FanOut(
                    pages.graph(), active, readers.standings(), config.step(), config.fanOutThreads(), meters);
            return new Instance(
                    new FeedService(pages, active, meters),
                    near,
                    new FanOutConsumer(active, fanOut),
                    pages.unseen(),
                    () -> {
                        fanOut.close();
                        pages.unseen().close();
                        end.run();
                    });
        }
    }

    /** Starts at the topic's end: no reader is active yet, and what was before is in the stores. */
    private static Subscription consume(EventCodec codec, Duration back, Consumer consumer, RoleContext context) {
        return context.log().follow("feed", codec, back, consumer);
    }

    private record Feed(Instance instance, List<Subscription> consumers) implements RunningRole {
        @Override
        public Map<Class<?>, Object> contracts() {
            return Map.of(Feeds.class, instance.feeds());
        }

        @Override
        public void close() {
            consumers.forEach(Subscription::close);
            instance.close();
        }
    }
}
