package magpie.feed.redis;

import static magpie.feed.redis.Bytes.ascii;
import static magpie.feed.redis.Bytes.bytes;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import magpie.api.Ids;
import magpie.api.Limits;
import magpie.api.feed.UserAction;
import magpie.api.feed.UserAction.Kind;
import magpie.api.post.ReadYourWrites;
import magpie.feed.window.SharedIndex;
import magpie.feed.window.Slice;
import magpie.feed.window.Window;
import magpie.kit.engines.EngineAccess;
import magpie.redis.Redis;
import magpie.redis.RedisLibrary;

/**
 * Windows as sorted sets in Redis; {@code feed.lua} explains the layout. Every method is one round trip. A window is
 * trimmed only when it exceeds its size by a twelfth, so that a delivery pays for a fraction of a trim; deliveries do
 * not renew a window's TTL, reads do, once a day.
 *
 * <p>Windows exceed the size that Redis keeps packed ({@code zset-max-listpack-entries}, 128 by default), so they are
 * skip lists: packed, 800 entries take an eighth of the memory, but each delivery walks through all of them.
 */
public final class RedisIndex implements SharedIndex, AutoCloseable {
    private static final Duration BUILDING = Duration.ofMinutes(1);
    private static final Duration RENEWED = Duration.ofDays(1);
    private static final byte[] NOTED_SECONDS = ascii(OVERLAY.toSeconds());
    private static final int NOTES = 200;
    /** Entries with the same millisecond as the page's start come with it and are dropped here. */
    private static final int TIES = 4;

    private final Redis redis;
    private final RedisLibrary library;
    private final int window;
    private final byte[] windowText;
    private final byte[] trimAt;
    private final byte[] idle;
    private final byte[] renewBelow;

    /** Creates an index of windows with {@code window} entries, which expire after {@code idle} without a read. */
    public RedisIndex(Redis redis, int window, Duration idle) {
        this.redis = redis;
        this.library = new RedisLibrary(redis, "magpie_feed", code());
        this.window = window;
        this.windowText = ascii(window);
        this.trimAt = ascii(window + slack(window));
        this.idle = ascii(Math.max(1, idle.toSeconds()));
        this.renewBelow = ascii(Math.max(1, idle.minus(RENEWED).toSeconds()));
    }

    /** Connects to Redis, waiting for it; the index closes the connection. */
    public static RedisIndex open(EngineAccess engines, int window, Duration idle, MeterRegistry meters) {
        return new RedisIndex(Redis.open(engines, "feed", meters), window, idle);
    }

    @Override
    public void close() {
        redis.close();
    }

    @Override
    public Window window(long readerId) {
        return new RedisWindow(this, readerId);
    }

    @Override
    public int deliver(long[] readerIds, long activityId, long postId) {
        List<byte[]> feeds = new ArrayList<>(readerIds.length);
        for (long id : readerIds) {
            feeds.add(feed(id));
        }
        List<byte[]> arguments = List.of(score(activityId), bytes(activityId, postId), windowText, trimAt);
        return (int) library.sum("push", feeds, arguments);
    }

    @Override
    public void forget(long readerId) {
        library.call("forget", List.of(feed(readerId), actions(readerId), reactedKey(readerId)), List.of());
    }

    @Override
    public Look look(long readerId, long before, int limit) {
        int asked = Math.min(limit, window + slack(window));
        if (before == Limits.NEWEST) {
            return read(readerId, ascii("+inf"), asked).look(before, asked);
        }
        int ties = TIES;
        while (true) {
            Found found = read(readerId, score(before), asked + ties);
            Look look = found.look(before, asked);
            if (found.isAll(asked + ties)
                    || found.reachesFloor()
                    || look.entries().size() == asked) {
                return look;
            }
            ties *= 4;
        }
    }

    @Override
    public boolean admit(long readerId, long before, long now, Slice stored) {
        List<byte[]> arguments = new ArrayList<>(4 + 2 * stored.size());
        Collections.addAll(arguments, bytes(before), bytes(now), bytes(stored.floor()), windowText);
        addEntries(arguments, stored);
        return isTrue(library.call("admit", List.of(feed(readerId)), arguments));
    }

    @Override
    public void note(long userId, UserAction action) {
        if (action.kind() == Kind.PUBLISHED || action.kind() == Kind.REPOSTED) {
            deliver(new long[] {userId}, action.activityId(), action.postId());
            return; // the window shows it to every instance
        }
        byte[] note = UserActionCodec.bytes(new Note(ThreadLocalRandom.current().nextLong(), action));
        library.call("note", List.of(actions(userId)), List.of(note, ascii(NOTES), NOTED_SECONDS));
    }

    @Override
    public void reacted(long userId) {
        library.call("react", List.of(reactedKey(userId)), List.of(NOTED_SECONDS));
    }

    /** Entries beyond the window before it is trimmed. */
    static int slack(int window) {
        return Math.clamp(window / 12, 1, 64);
    }

    long begin(long readerId) {
        long building = ThreadLocalRandom.current().nextLong();
        library.call("begin", List.of(feed(readerId)), List.of(bytes(building), ascii(BUILDING.toSeconds())));
        return building;
    }

    boolean complete(long readerId, long building, Slice stored, long fingerprint) {
        List<byte[]> arguments = new ArrayList<>(5 + 2 * stored.size());
        Collections.addAll(arguments, bytes(building), bytes(stored.floor()), bytes(fingerprint), windowText, idle);
        addEntries(arguments, stored);
        return isTrue(library.call("complete", List.of(feed(readerId)), arguments));
    }

    private Found read(long readerId, byte[] highest, int limit) {
        List<?> answer = (List<?>) library.call(
                "look",
                List.of(feed(readerId), actions(readerId), reactedKey(readerId)),
                List.of(highest, ascii(limit), idle, renewBelow));
        return new Found((byte[]) answer.get(0), (byte[]) answer.get(1), (byte[]) answer.get(2), (Long) answer.get(3));
    }

    /** The answer of the function {@code look}. */
    private record Found(byte[] head, byte[] entries, byte[] actions, long quiet) {
        boolean isAll(int asked) {
            return head.length == 0 || entries.length < 16 * asked;
        }

        boolean reachesFloor() {
            return ByteBuffer.wrap(entries).getLong(entries.length - 16)
                    <= ByteBuffer.wrap(head).getLong();
        }

        Look look(long before, int limit) {
            List<Note> notes = UserActionCodec.notes(actions);
            boolean whole = UserActionCodec.count(actions) < NOTES;
            ReadYourWrites token = quiet < 0 ? QUIET : new ReadYourWrites(quiet);
            if (head.length == 0) {
                return new Look(new Slice(new long[0], new long[0], 0, Slice.UNKNOWN), 0, notes, whole, token);
            }
            ByteBuffer first = ByteBuffer.wrap(head);
            long floor = first.getLong();
            return new Look(slice(before, floor, limit), first.getLong(), notes, whole, token);
        }

        private Slice slice(long before, long floor, int limit) {
            ByteBuffer in = ByteBuffer.wrap(entries);
            int most = Math.min(limit, entries.length / 16);
            long[] activities = new long[most];
            long[] posts = new long[most];
            int size = 0;
            while (in.hasRemaining() && size < most) {
                long activity = in.getLong();
                long post = in.getLong();
                if (activity <= floor) {
                    break;
                }
                if (activity < before) {
                    activities[size] = activity;
                    posts[size++] = post;
                }
            }
            return new Slice(activities, posts, size, floor);
        }
    }

    private static void addEntries(List<byte[]> arguments, Slice stored) {
        for (int i = 0; i < stored.size(); i++) {
            arguments.add(score(stored.activity(i)));
            arguments.add(bytes(stored.activity(i), stored.post(i)));
        }
    }

    private static boolean isTrue(Object answer) {
        return (Long) answer == 1;
    }

    /** All keys of a user are in one cluster slot, by the part in braces. */
    private static byte[] feed(long userId) {
        return ascii("feed:{" + userId + "}");
    }

    private static byte[] actions(long userId) {
        return ascii("actions:{" + userId + "}");
    }

    private static byte[] reactedKey(long userId) {
        return ascii("reacted:{" + userId + "}");
    }

    private static byte[] score(long activityId) {
        return ascii(Ids.millis(activityId));
    }

    private static String code() {
        try (InputStream in = RedisIndex.class.getResourceAsStream("feed.lua")) {
            if (in == null) {
                throw new IllegalStateException("feed.lua is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
