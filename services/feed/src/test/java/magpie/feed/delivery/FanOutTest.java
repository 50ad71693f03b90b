package magpie.feed.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.UserRef;
import magpie.api.graph.CelebrityStatus;
import magpie.api.graph.FollowerPage;
import magpie.api.graph.Graph;
import magpie.api.graph.RelationshipSet;
import magpie.api.post.ActivityPage;
import magpie.api.post.Posts;
import magpie.feed.FeedConfig;
import magpie.feed.reader.Celebrities;
import magpie.feed.reader.HeapReaders;
import magpie.feed.reader.ReaderSources;
import magpie.feed.window.Slice;
import magpie.kit.config.Settings;
import magpie.kit.contract.Contracts;
import magpie.kit.log.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a fan-out does with followers from a replica of the graph that lags. */
class FanOutTest {
    private static final long AUTHOR = 100;
    private static final long OTHER = 101;
    private static final long OLD_FOLLOWER = 1;
    /** The follower that the replica lacks. */
    private static final long NEW_FOLLOWER = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FeedConfig config = Settings.of(Map.of("feed.step", "1")).bind("feed", FeedConfig.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Celebrities celebrities = new Celebrities();
    private final Graph graph = Contracts.proxy(Graph.class, this::graph);
    private final Posts posts = Contracts.proxy(Posts.class, method -> request -> NOTHING);
    private final HeapReaders readers = new HeapReaders(
            new ReaderSources(graph, posts, celebrities, config.window(), config.pullMargin()),
            1_000,
            config.idle(),
            meters);
    private final FanOut fanOut =
            new FanOut(graph, readers, celebrities, config.step(), config.fanOutThreads(), meters);
    private volatile boolean away;

    private static final ActivityPage NOTHING = new ActivityPage(new long[0], new long[0], new long[0], false);

    private magpie.kit.contract.Call graph(Method method) {
        return request -> switch (request) {
            case Listing step -> followerPage(step);
            case UserRef reader ->
                new RelationshipSet(new long[] {AUTHOR, OTHER}, 1, List.of(), new long[0], new long[0], true);
            default -> throw new AssertionError(method + " is not asked");
        };
    }

    /** Newest follow first, one follower per step; the replica lacks one. */
    private FollowerPage followerPage(Listing step) {
        boolean newest = step.before() == Limits.NEWEST;
        boolean fromReplica = away && step.subjectId() == AUTHOR;
        CelebrityStatus status = CelebrityStatus.ordinary(step.subjectId());
        if (newest && !fromReplica) {
            return new FollowerPage(status, new long[] {NEW_FOLLOWER}, 10);
        }
        FollowerPage last = new FollowerPage(status, new long[] {OLD_FOLLOWER}, 0);
        return fromReplica ? last.fromReplica() : last;
    }

    private static final class Ack implements Consumer.Ack {
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger later = new AtomicInteger();

        @Override
        public void done() {
            done.incrementAndGet();
        }

        @Override
        public void later() {
            later.incrementAndGet();
        }

        @Override
        public void failed(Throwable reason) {
            throw new AssertionError(reason);
        }
    }

    @AfterEach
    void close() {
        fanOut.close();
    }

    @Test
    void whatAReplicaGaveFollowersToIsDoneAgainWhenTheFirstIsBack() {
        readers.open(OLD_FOLLOWER, Limits.NEWEST, 1);
        readers.open(NEW_FOLLOWER, Limits.NEWEST, 1);
        away = true;
        Ack behind = new Ack();
        Ack other = new Ack();
        fanOut.submit(AUTHOR, 7, 7, System.currentTimeMillis(), behind);
        fanOut.submit(OTHER, 8, 8, System.currentTimeMillis(), other);
        await(() -> has(OLD_FOLLOWER, 7) && behind.later.get() == 1, "the followers that the replica knows have it");
        await(() -> other.done.get() == 1, "others' activities do not wait");
        assertThat(has(NEW_FOLLOWER, 7)).isFalse();
        assertThat(behind.done).hasValue(0);
        assertThat(meters.get("magpie_feed_owed").gauge().value()).isEqualTo(1);
        away = false;
        await(() -> behind.done.get() == 1, "it is acknowledged in the end");
        assertThat(has(NEW_FOLLOWER, 7)).isTrue();
        await(() -> meters.get("magpie_feed_owed").gauge().value() == 0, "nothing is owed any more");
        assertThat(behind.done).hasValue(1);
    }

    @Test
    void manyAreDoneAgainOnceEach() {
        readers.open(NEW_FOLLOWER, Limits.NEWEST, 1);
        away = true;
        List<Ack> acks = java.util.stream.Stream.generate(Ack::new).limit(300).toList();
        for (int i = 0; i < acks.size(); i++) {
            fanOut.submit(AUTHOR, i + 1, i + 1, System.currentTimeMillis(), acks.get(i));
        }
        await(() -> acks.stream().allMatch(ack -> ack.later.get() == 1), "all were delivered once");
        away = false;
        await(() -> acks.stream().allMatch(ack -> ack.done.get() == 1), "all are done");
        assertThat(readers.open(NEW_FOLLOWER, Limits.NEWEST, 1)
                        .below(Limits.NEWEST, 400)
                        .size())
                .isEqualTo(300);
    }

    private boolean has(long reader, long activity) {
        Slice newest = readers.open(reader, Limits.NEWEST, 1).below(Limits.NEWEST, 10);
        for (int i = 0; i < newest.size(); i++) {
            if (newest.activity(i) == activity) {
                return true;
            }
        }
        return false;
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
