package magpie.tests.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import magpie.api.Empty;
import magpie.api.graph.Graph;
import magpie.api.graph.GraphEvent;
import magpie.api.log.Topics;
import magpie.api.post.PostEvent;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.engines.Engines;
import magpie.feed.FeedConfig;
import magpie.feed.FeedModule;
import magpie.graph.GraphConfig;
import magpie.graph.GraphModule;
import magpie.kit.config.Settings;
import magpie.kit.contract.Contracts;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.Consumer;
import magpie.kit.log.ConsumerLoop;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.log.TransientProgress;
import magpie.kit.roles.Peers;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.post.PostConfig;
import magpie.post.PostModule;
import magpie.tests.World;
import magpie.user.UserConfig;
import magpie.user.UserModule;

/**
 * Two instances of the feed on one real Redis, over the embedded stores. Each follows all events for itself, and they take
 * turns in fanning out, as the members of a group do.
 */
final class SharedFeeds implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder = Files.createTempDirectory("magpie-shared-feeds");
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Map<Class<?>, Object> contracts = new HashMap<>();
    private final Map<String, Topics> topics = new HashMap<>();
    private final List<RunningRole> stores = new ArrayList<>();
    private final List<ConsumerLoop> loops = new ArrayList<>();
    private final List<FeedModule.Instance> instances = new ArrayList<>();
    /** Contracts that are away: every call fails. */
    private final java.util.Set<Class<?>> away = ConcurrentHashMap.newKeySet();

    private int turn;

    SharedFeeds(Map<String, String> settings) throws IOException {
        Settings all = Settings.of(settings);
        store(UserModule.start(all.bind("user", UserConfig.class), context("user")));
        store(GraphModule.start(all.bind("graph", GraphConfig.class), context("graph")));
        store(PostModule.start(all.bind("post", PostConfig.class), context("post")));
        Engines redis = Engines.required("redis");
        for (int i = 0; i < 2; i++) {
            instances.add(FeedModule.shared(
                    all.bind("feed", FeedConfig.class),
                    new EngineAccess(redis.config(), redis.secrets()),
                    context("feed" + i)));
        }
        for (FeedModule.Instance instance : instances) {
            consume(EventCodec.of(PostEvent.TOPIC, PostEvent.class), instance.near());
            consume(EventCodec.of(GraphEvent.TOPIC, GraphEvent.class), instance.near());
            consume(EventCodec.of(UserEvent.TOPIC, UserEvent.class), instance.near());
        }
        consume(
                EventCodec.of(PostEvent.TOPIC, PostEvent.class),
                (event, ack) ->
                        instances.get(turn++ % instances.size()).fanOut().accept(event, ack));
    }

    Graph graph() {
        return of(Graph.class);
    }

    Posts posts() {
        return of(Posts.class);
    }

    magpie.api.feed.Feeds instance(int number) {
        return instances.get(number % instances.size()).feeds();
    }

    /** Takes a store away, or brings it back. */
    void away(Class<?> contract, boolean isAway) {
        if (isAway) {
            away.add(contract);
        } else {
            away.remove(contract);
        }
    }

    /** Every instance hears of a change to an account; the town's people have none that could be changed. */
    void hear(UserEvent change) {
        Consumer.Ack ack = new Consumer.Ack() {
            @Override
            public void done() {}

            @Override
            public void failed(Throwable reason) {
                throw new AssertionError(reason);
            }
        };
        Event event = new Event(UserEvent.TOPIC, 1, change.userId(), System.currentTimeMillis(), change);
        instances.forEach(instance -> instance.near().accept(event, ack));
    }

    /** Waits until all events so far have had their effects. */
    void settle() throws InterruptedException {
        for (ConsumerLoop loop : loops) {
            if (!loop.settle(PATIENCE)) {
                throw new AssertionError(loop.topic() + " is not at its end after " + PATIENCE);
            }
        }
    }

    @Override
    public void close() throws IOException {
        loops.forEach(ConsumerLoop::close);
        instances.forEach(FeedModule.Instance::close);
        stores.reversed().forEach(RunningRole::close);
        World.deleteTree(folder);
    }

    private void store(RunningRole role) {
        stores.add(role);
        role.contracts().forEach((contract, service) -> contracts.put(contract, sometimesAway(contract, service)));
        topics.putAll(role.topics());
    }

    private <T> Object sometimesAway(Class<T> contract, Object service) {
        return Contracts.proxy(contract, method -> request -> {
            if (away.contains(contract)) {
                throw magpie.api.ServiceException.unavailable("It is away.", null);
            }
            return Contracts.direct(method, service).call(request);
        });
    }

    private void consume(EventCodec codec, Consumer consumer) {
        Topics log = topics.get(codec.topic());
        long end = log.ends(Empty.EMPTY).offsets().getOrDefault(codec.topic(), 0L);
        loops.add(ConsumerLoop.start(
                "feed", codec, log, new TransientProgress(codec.topic(), end), consumer, new SimpleMeterRegistry()));
    }

    private <T> T of(Class<T> contract) {
        return contract.cast(contracts.get(contract));
    }

    private RoleContext context(String name) throws IOException {
        return new RoleContext(
                Files.createDirectories(folder.resolve(name)),
                new Peers() {
                    @Override
                    public <T> T of(Class<T> contract) {
                        return SharedFeeds.this.of(contract);
                    }

                    @Override
                    public Topics topics(String topic) {
                        return topics.get(topic);
                    }
                },
                meters);
    }
}
