package magpie.feed.redis;

import magpie.api.feed.Feeds;
import magpie.api.user.Users;
import magpie.feed.FeedConfig;
import magpie.feed.FeedModule;
import magpie.feed.FeedModule.SharedFeed;
import magpie.kit.engines.EngineSecrets;
import magpie.kit.engines.EnginesConfig;
import magpie.kit.log.Consumer;
import magpie.kit.redis.Redis;
import magpie.kit.roles.RoleContext;

/** One instance of a feed whose index is in Redis, for whoever wires it to the log. */
public final class RedisFeeds implements AutoCloseable {
    private final Redis redis;
    private final SharedFeed feed;

    private RedisFeeds(Redis redis, SharedFeed feed) {
        this.redis = redis;
        this.feed = feed;
    }

    /** Connects to Redis, which is waited for, and puts an instance together; it consumes nothing yet. */
    public static RedisFeeds open(
            EnginesConfig engines, EngineSecrets secrets, FeedConfig config, RoleContext context) {
        Redis redis = Redis.open(engines, secrets, "feed", context.meters());
        RedisIndex index = new RedisIndex(redis, config.window(), config.idle());
        return new RedisFeeds(redis, FeedModule.shared(index, config, context));
    }

    /** The contract. */
    public Feeds feeds() {
        return feed.feeds();
    }

    /** For every instance, on the topics posts, graph and users, from their ends at the start: keeps what is near. */
    public Consumer near() {
        return feed.near();
    }

    /** For one of the group, on the topic posts: brings activities to the followers. */
    public Consumer fanOut() {
        return feed.fanOut();
    }

    /** Learns who was suspended before; to be called when {@link #near} follows accounts. */
    public void loadUnseen(Users users) {
        feed.unseen().load(users);
    }

    /** Stop the consumers first. */
    @Override
    public void close() {
        feed.close();
        redis.close();
    }
}
