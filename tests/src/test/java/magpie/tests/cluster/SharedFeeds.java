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
import magpie.api.graph.Graph;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.api.post.Posts;
import magpie.api.user.UserEvent;
import magpie.engines.Engines;
import magpie.feed.FeedConfig;
import magpie.feed.FeedModule;
import magpie.graph.GraphConfig;
import magpie.graph.GraphModule;
import magpie.kit.config.Settings;
import magpie.kit.contract.Contracts;
import magpie.kit.files.Folders;
import magpie.kit.lease.Leases;
import magpie.kit.log.Consumer;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.Event;
import magpie.kit.log.EventCodec;
import magpie.kit.log.EventLog;
import magpie.kit.log.Outbox;
import magpie.kit.log.Progress;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import magpie.kit.roles.Peers;
import magpie.kit.roles.RoleContext;
import magpie.kit.roles.RunningRole;
import magpie.post.PostConfig;
import magpie.post.PostModule;
import magpie.redis.RedisConfig;
import magpie.user.UserConfig;
import magpie.user.UserModule;

/**
 * Two instances of the feed on one real Redis, over the embedded stores. Each follows all events on its own, and they
 * take turns in the fan-out, like members of a consumer group.
 */
final class SharedFeeds implements AutoCloseable {
    private static final int INSTANCES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder = Files.createTempDirectory("magpie-shared-feeds");
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Map<Class<?>, Object> contracts = new HashMap<>();
    private final Map<String, Topics> topics = new HashMap<>();
    private final List<RunningRole> stores = new ArrayList<>();
    private final List<RunningRole> instances = new ArrayList<>();
    private final EventLog embedded = new EmbeddedLog(topics::get, meters);
    private final List<Consumer> followers = new ArrayList<>();
    private int members;
    /** Contracts that are unavailable: every call fails. */
    private final java.util.Set<Class<?>> away = ConcurrentHashMap.newKeySet();

    SharedFeeds(Map<String, String> settings) throws IOException {
        Settings all = Settings.of(settings);
        store(new UserModule().startEmbedded(all.bind("user", UserConfig.class), context("user")));
        store(new GraphModule().startEmbedded(all.bind("graph", GraphConfig.class), context("graph")));
        store(new PostModule().startEmbedded(all.bind("post", PostConfig.class), context("post")));
        Engines redis = Engines.required("redis");
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new FeedModule()
                    .startOnEngines(
                            all.bind("feed", FeedConfig.class),
                            redis.access(RedisConfig.class),
                            instanceContext("feed" + i)));
        }
    }

    Graph graph() {
        return of(Graph.class);
    }

    Posts posts() {
        return of(Posts.class);
    }

    magpie.api.feed.Feeds instance(int number) {
        return (magpie.api.feed.Feeds)
                instances.get(number % instances.size()).contracts().get(magpie.api.feed.Feeds.class);
    }

    /** Makes a store unavailable, or available again. */
    void away(Class<?> contract, boolean isAway) {
        if (isAway) {
            away.add(contract);
        } else {
            away.remove(contract);
        }
    }

    /** Passes a change of an account to every instance; the town has no real accounts. */
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
        followers.forEach(near -> near.accept(event, ack));
    }

    /** Waits until all events so far have taken effect. */
    void settle() throws InterruptedException {
        for (Subscription consumer : consumers()) {
            if (!consumer.settle(PATIENCE)) {
                throw new AssertionError(consumer.topic() + " is not at its end after " + PATIENCE);
            }
        }
    }

    private List<Subscription> consumers() {
        return instances.stream().flatMap(role -> role.consumers().stream()).toList();
    }

    @Override
    public void close() throws IOException {
        instances.forEach(RunningRole::close);
        stores.reversed().forEach(RunningRole::close);
        Folders.remove(folder);
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

    private <T> T of(Class<T> contract) {
        return contract.cast(contracts.get(contract));
    }

    private RoleContext context(String name) throws IOException {
        return context(name, embedded);
    }

    private RoleContext instanceContext(String name) throws IOException {
        return context(name, new InTurns());
    }

    private RoleContext context(String name, EventLog log) throws IOException {
        Peers peers = new Peers() {
            @Override
            public <T> T of(Class<T> contract) {
                return SharedFeeds.this.of(contract);
            }

            @Override
            public Topics topics(String topic) {
                return topics.get(topic);
            }
        };
        return new RoleContext(Files.createDirectories(folder.resolve(name)), peers, log, meters);
    }

    /** The embedded log, read by a consumer group whose members take turns. */
    private final class InTurns implements EventLog {
        @Override
        public Subscription share(String name, EventCodec codec, Progress progress, Consumer consumer) {
            int member = members++;
            return embedded.follow(name, codec, Duration.ZERO, (event, ack) -> {
                if (event.offset() % INSTANCES == member) {
                    consumer.accept(event, ack);
                } else {
                    ack.done();
                }
            });
        }

        @Override
        public Subscription follow(String name, EventCodec codec, Duration back, Consumer consumer) {
            if (codec.topic().equals(UserEvent.TOPIC)) {
                followers.add(consumer);
            }
            return embedded.follow(name, codec, Duration.ZERO, consumer);
        }

        @Override
        public Batch read(Read request) {
            return embedded.read(request);
        }

        @Override
        public Relay relay(String name, Outbox outbox, Leases leases) {
            return embedded.relay(name, outbox, leases);
        }
    }
}
