package magpie.feed.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Limits;
import magpie.api.feed.UserAction;
import magpie.api.feed.UserAction.Kind;
import magpie.engines.Engines;
import magpie.feed.window.FeedIndex;
import magpie.feed.window.FeedIndexContract;
import magpie.feed.window.SharedIndex;
import magpie.feed.window.SharedIndex.Look;
import magpie.feed.window.SharedIndex.Note;
import magpie.feed.window.Slice;
import magpie.feed.window.Window;
import magpie.redis.Redis;
import magpie.redis.RedisConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** The index in a real Redis. Reader ids come from the current time, so that runs do not collide. */
@Tag("engines")
class RedisIndexTest extends FeedIndexContract {
    private static final AtomicLong READERS = new AtomicLong(System.nanoTime());

    private static Redis redis;
    private static RedisIndex index;

    @BeforeAll
    static void connect() {
        Engines engines = Engines.required("redis");
        redis = Redis.open(engines.access(RedisConfig.class), "test", new SimpleMeterRegistry());
        index = new RedisIndex(redis, WINDOW, Duration.ofDays(30));
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @Override
    protected FeedIndex index() {
        return index;
    }

    @Override
    protected int slack() {
        return RedisIndex.slack(WINDOW);
    }

    @Override
    protected long reader() {
        return READERS.incrementAndGet();
    }

    @Test
    void aBuildingThatWasLostIsNotBelieved() {
        long reader = reader();
        Window window = index.window(reader);
        long building = window.begin();
        index.forget(reader);
        assertThat(window.complete(building, stored(0, 5), 1)).isFalse();
        assertThat(window.below(Limits.NEWEST, 10).floor()).isEqualTo(Slice.UNKNOWN);
        window.begin();
        assertThat(window.complete(building, stored(0, 5), 1)).isFalse();
        assertThat(window.below(Limits.NEWEST, 10).floor()).isEqualTo(Slice.UNKNOWN);
    }

    @Test
    void aBuildingThatNobodyFinishesIsGivenUp() {
        long reader = reader();
        index.window(reader).begin();
        assertThat(ttl(key(reader))).isBetween(50L, 60L);
        filled(reader);
        assertThat(ttl(key(reader))).isGreaterThan(2_500_000L);
        index.window(reader).begin();
        assertThat(ttl(key(reader))).isGreaterThan(2_500_000L);
    }

    @Test
    void readsRenewAWindowAndDeliveriesDoNot() {
        long reader = reader();
        filled(reader);
        call(client -> client.expire(key(reader), 1_000));
        deliver(reader, 3);
        assertThat(ttl(key(reader))).isLessThanOrEqualTo(1_000L);
        all(reader);
        assertThat(ttl(key(reader))).isGreaterThan(2_500_000L);
    }

    /** Redis may evict only keys with a TTL: one without would stay when memory is short, and fill it. */
    @Test
    void everythingHasAnEnd() {
        long reader = reader();
        Window window = index.window(reader);
        long building = window.begin();
        deliver(reader, 2);
        assertThat(ttl(key(reader))).isPositive();
        window.complete(building, stored(0, 5), 7);
        assertThat(ttl(key(reader))).isPositive();
        index.admit(reader, 7, 8, stored(0, 6));
        for (int i = 7; i < 8 + WINDOW + slack(); i++) {
            deliver(reader, i); // the last of them trim it
        }
        assertThat(ttl(key(reader))).isPositive();
        index.note(reader, new UserAction(Kind.RELATIONSHIP_CHANGED, reader, 5, 0, 0));
        assertThat(ttl("actions:{" + reader + "}")).isPositive();
    }

    @Test
    void aWindowOfAnotherRunOfTheServerIsNotBelieved() {
        long reader = reader();
        filled(reader);
        deliver(reader, 3);
        byte[] name = key(reader).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        call(client -> {
            byte[] head = client.zrange(name, 0, 0).getFirst();
            client.zrem(name, head);
            head[31] = (byte) (head[31] == '0' ? '1' : '0');
            return client.zadd(name, 0, head);
        });
        assertThat(index.look(reader, Limits.NEWEST, 10).filled()).isFalse();
        filled(reader);
        assertThat(all(reader)).containsExactly(id(3));
    }

    @Test
    void admitsForTheFingerprintItKnows() {
        long reader = reader();
        Window window = index.window(reader);
        window.complete(window.begin(), stored(3, 20), 7);
        assertThat(index.admit(reader, 6, 8, stored(0, 15))).isFalse();
        assertThat(index.admit(reader, 7, 8, stored(9, 15, 5))).isTrue();
        Look look = index.look(reader, Limits.NEWEST, 10);
        assertThat(look.fingerprint()).isEqualTo(8);
        assertThat(look.entries().floor()).isEqualTo(id(9));
        assertThat(activities(look.entries())).containsExactly(id(20), id(15));
    }

    @Test
    void keepsWhatAUserDid() {
        long user = reader();
        UserAction follow = new UserAction(Kind.RELATIONSHIP_CHANGED, user, 5, 0, 0);
        UserAction delete = new UserAction(Kind.POST_DELETED, user, 0, 6, 6);
        index.note(user, follow);
        index.note(user, delete);
        Look look = index.look(user, Limits.NEWEST, 10);
        List<Note> notes = look.notes();
        assertThat(notes)
                .extracting(note -> note.action().kind())
                .containsExactly(Kind.RELATIONSHIP_CHANGED, Kind.POST_DELETED);
        assertThat(notes.getFirst().action().subjectId()).isEqualTo(5);
        assertThat(notes.getLast().action().postId()).isEqualTo(6);
        assertThat(notes.getFirst().id()).isNotEqualTo(notes.getLast().id());
        assertThat(look.whole()).isTrue();
        long overlay = SharedIndex.OVERLAY.toSeconds();
        assertThat(ttl("actions:{" + user + "}")).isBetween(overlay - 10, overlay);
        for (int i = 0; i < 300; i++) {
            index.note(user, follow);
        }
        assertThat(index.look(user, Limits.NEWEST, 10).notes()).hasSize(200);
        assertThat(index.look(user, Limits.NEWEST, 10).whole()).isFalse();
    }

    @Test
    void saysForHowLongAUserDidNotReact() {
        long user = reader();
        long overlay = SharedIndex.OVERLAY.toMillis();
        index.note(user, new UserAction(Kind.RELATIONSHIP_CHANGED, user, 5, 0, 0));
        assertThat(index.look(user, Limits.NEWEST, 10).token().quietMillis()).isEqualTo(overlay);
        long before = System.nanoTime();
        index.reacted(user);
        assertThat(ttl("reacted:{" + user + "}") * 1_000).isBetween(overlay - 10_000, overlay);
        assertThat(index.look(user, Limits.NEWEST, 10).token().quietMillis()).isZero();
        long latest = before + Duration.ofSeconds(10).toNanos();
        while (index.look(user, Limits.NEWEST, 10).token().quietMillis() < 400 && System.nanoTime() < latest) {
            Thread.onSpinWait();
        }
        for (boolean hasWindow : new boolean[] {false, true}) {
            long quiet = index.look(user, Limits.NEWEST, 10).token().quietMillis();
            assertThat(quiet)
                    .as("a second less than it is; has a window: %s", hasWindow)
                    .isBetween(400L, (System.nanoTime() - before) / 1_000_000 - 999);
            filled(user);
        }
        index.reacted(user);
        assertThat(index.look(user, Limits.NEWEST, 10).token().quietMillis()).isZero();
        index.forget(user);
        assertThat(index.look(user, Limits.NEWEST, 10).token().quietMillis()).isEqualTo(overlay);
    }

    @Test
    void anOwnActivityGoesIntoTheWindow() {
        long user = reader();
        filled(user);
        index.note(user, new UserAction(Kind.PUBLISHED, user, 0, id(4), id(4)));
        assertThat(all(user)).containsExactly(id(4));
        assertThat(index.look(user, Limits.NEWEST, 10).notes()).isEmpty();
    }

    @Test
    void deliversToAWholeStep() {
        long[] readers = new long[Limits.STEP];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = reader();
            if (i % 100 == 0) {
                filled(readers[i]);
            }
        }
        assertThat(index.deliver(readers, id(9), 9)).isEqualTo(Limits.STEP / 100);
        assertThat(all(readers[100])).containsExactly(id(9));
        assertThat(redis.<Boolean>call(client -> client.exists(key(readers[101]))))
                .isFalse();
    }

    private static String key(long reader) {
        return "feed:{" + reader + "}";
    }

    private static long ttl(String key) {
        return redis.call(client -> client.ttl(key));
    }

    private static <T> T call(java.util.function.Function<UnifiedJedis, T> commands) {
        return redis.call(commands);
    }
}
