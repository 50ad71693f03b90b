package magpie.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.api.feed.FeedPage;
import magpie.api.feed.FeedQuery;
import magpie.api.post.Posts;
import magpie.engines.Engines;
import magpie.redis.Redis;
import magpie.redis.RedisConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds of two instances on a real Redis: the guarantees of feed.md hold across them, and when Redis is lost. */
@Tag("engines")
class SharedFeedTest {
    private static final int DISTANCE = 3;
    private static final Map<String, String> TINY = Map.of(
            "feed.window", "6",
            "feed.repost-distance", Integer.toString(DISTANCE),
            "feed.max-raw", "7",
            "feed.step", "2",
            "feed.pull-margin", "0s",
            "feed.cached-posts", "10",
            "graph.celebrity-threshold", "3");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyFeedIsWhatItsDefinitionSays(int seed) throws Exception {
        try (SharedFeeds feeds = new SharedFeeds(TINY)) {
            SharedTown town = new SharedTown(feeds, new Random(seed), 7, DISTANCE);
            for (int round = 0; round < 15; round++) {
                for (int i = 0; i < 12; i++) {
                    town.somethingHappens();
                }
                feeds.settle();
                town.compare("seed " + seed + ", round " + round);
            }
        }
    }

    /** Only ordinary authors: what the actor did shows at any instance without waiting for events. */
    @Test
    void oneSeesOnesOwnActsAtEveryInstance() throws Exception {
        try (SharedFeeds feeds = new SharedFeeds(Map.of("feed.window", "20"))) {
            SharedTown town = new SharedTown(feeds, new Random(5), 3, 80);
            long ann = town.person(0);
            long bob = town.person(1);
            town.publish(bob, 0);
            assertShown(town, ann);
            for (int i = 0; i < 10; i++) {
                town.publish(ann, 0);
                assertShown(town, ann);
                town.follow(ann, bob);
                assertShown(town, ann);
                town.unfollow(ann, bob);
                assertShown(town, ann);
            }
        }
    }

    /** Nothing was delivered in between, and the reader follows the same accounts as before. */
    @Test
    void whoIsFollowedAgainIsShownWithWhatTheyDidMeanwhile() throws Exception {
        try (SharedFeeds feeds = new SharedFeeds(Map.of("feed.window", "20"))) {
            SharedTown town = new SharedTown(feeds, new Random(10), 4, 80);
            long ann = town.person(0);
            long bob = town.person(1);
            town.follow(ann, bob);
            town.follow(ann, town.person(2));
            town.publish(bob, 0);
            feeds.settle();
            assertShown(town, ann);
            for (int round = 0; round < 3; round++) {
                town.unfollow(ann, bob);
                town.publish(bob, 0);
                feeds.settle();
                town.follow(ann, bob);
                assertShown(town, ann);
            }
        }
    }

    @Test
    void flushedInTheMiddleFeedsConverge() throws Exception {
        try (SharedFeeds feeds = new SharedFeeds(TINY);
                Redis redis = redis()) {
            SharedTown town = new SharedTown(feeds, new Random(6), 7, DISTANCE);
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 20; i++) {
                    town.somethingHappens();
                    if (i % 7 == 3) {
                        redis.call(client -> client.flushDB());
                    }
                }
                feeds.settle();
                town.compare("round " + round);
            }
        }
    }

    @Test
    void killedInTheMiddleFeedsAnswerAndConverge() throws Exception {
        String node = Engines.required("redis").nodes().getFirst();
        try (SharedFeeds feeds = new SharedFeeds(TINY)) {
            SharedTown town = new SharedTown(feeds, new Random(7), 6, DISTANCE);
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 25; i++) {
                    town.somethingHappens();
                }
                feeds.settle();
                town.compare("before " + round);
                Engines.kill(node);
                try {
                    for (int i = 0; i < 5; i++) {
                        town.publish(town.somebody(), 0);
                    }
                    town.compare("while it is away " + round);
                } finally {
                    Engines.restart(node);
                }
                feeds.settle();
                town.compare("after " + round);
            }
        }
    }

    @Test
    void withoutThePostStoreTheWindowIsShownAndOthersAreRefused() throws Exception {
        try (SharedFeeds feeds = new SharedFeeds(Map.of("feed.window", "20"))) {
            SharedTown town = new SharedTown(feeds, new Random(8), 3, 80);
            long ann = town.person(0);
            town.follow(ann, town.person(1));
            for (int i = 0; i < 3; i++) {
                town.publish(town.person(1), 0);
            }
            feeds.settle();
            assertShown(town, ann);
            feeds.away(Posts.class, true);
            FeedPage page = feeds.instance(0).home(new FeedQuery(ann, null, 20));
            assertThat(page.entries()).hasSize(3);
            assertThatThrownBy(() -> feeds.instance(0).home(new FeedQuery(town.person(2), null, 20)))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
            feeds.away(Posts.class, false);
            assertShown(town, ann);
        }
    }

    /** Far past the window, while new posts arrive: nothing skipped, nothing repeated. */
    @Test
    void pagesGoOnInTheStores() throws Exception {
        try (SharedFeeds feeds = new SharedFeeds(Map.of("feed.window", "24"))) {
            SharedTown town = new SharedTown(feeds, new Random(9), 3, 80);
            long ann = town.person(0);
            town.follow(ann, town.person(1));
            for (int i = 0; i < 120; i++) {
                town.publish(town.person(1), 0);
                if (i == 60) {
                    assertShown(town, ann);
                }
            }
            feeds.settle();
            assertShown(town, ann);
            assertThat(town.read(ann, 0, 7)).hasSize(120);
        }
    }

    private static void assertShown(SharedTown town, long who) {
        for (int instance = 0; instance < 2; instance++) {
            assertThat(town.read(who, instance, 50))
                    .as("at %d", instance)
                    .containsExactlyElementsOf(town.definition(who));
        }
    }

    private static Redis redis() throws IOException {
        return Redis.open(Engines.required("redis").access(RedisConfig.class), "test", new SimpleMeterRegistry());
    }
}
