package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import magpie.post.cassandra.session.Engine;
import org.jspecify.annotations.Nullable;

/** The queue of background work: the table {@code clean_ups}. */
public final class CleanUpRows {
    /** The likes and reposts of a deleted post. */
    static final byte POST = 0;

    /** What a deleted account made. */
    public static final byte ACCOUNT = 1;

    /** When the work is repeated, to catch writes that were in flight the first time. */
    static final Duration AGAIN = Duration.ofMinutes(10);

    private static final int SHARDS = 8;
    private static final long LOOK_BACK_MILLIS = 60_000;
    private static final long WHOLE_LOOK_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Engine engine;
    private final InstantSource clock;
    private final PreparedStatement add;
    private final PreparedStatement next;
    private final PreparedStatement remove;
    private final long[] floors = new long[SHARDS];
    private long wholeLook;

    public record Task(byte shard, long due, byte kind, long subject) {}

    public CleanUpRows(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
        this.add = engine.prepare("INSERT INTO clean_ups (shard, due, kind, subject) VALUES (?, ?, ?, ?)");
        this.next = engine.prepare(
                "SELECT due, kind, subject FROM clean_ups WHERE shard = ? AND due >= ? AND due <= ? LIMIT 1");
        this.remove = engine.prepare("DELETE FROM clean_ups WHERE shard = ? AND due = ? AND kind = ? AND subject = ?");
    }

    /** Schedules work for now, and again later. */
    List<BatchableStatement<?>> twice(byte kind, long subject) {
        return List.of(adding(kind, subject, clock.millis()), later(kind, subject));
    }

    /** Schedules work for later. */
    public BatchableStatement<?> later(byte kind, long subject) {
        return adding(kind, subject, clock.millis() + AGAIN.toMillis());
    }

    private BatchableStatement<?> adding(byte kind, long subject, long due) {
        return Engine.bind(add, (byte) Math.floorMod(subject, SHARDS), due, kind, subject);
    }

    /** Returns a task that is due; null for none. */
    @Nullable
    public Task next() {
        long now = clock.millis();
        for (byte shard = 0; shard < SHARDS; shard++) {
            Row row = engine.one(Engine.bind(next, shard, floor(shard, now), now));
            if (row != null) {
                return new Task(shard, row.getLong("due"), row.getByte("kind"), row.getLong("subject"));
            }
        }
        return null;
    }

    public void done(Task task) {
        engine.write(List.of(Engine.bind(remove, task.shard, task.due, task.kind, task.subject)));
        synchronized (floors) {
            floors[task.shard] = task.due - LOOK_BACK_MILLIS;
        }
    }

    /** Skips the tombstones of finished tasks, except for a full scan from time to time. */
    private long floor(byte shard, long now) {
        synchronized (floors) {
            if (now - wholeLook > WHOLE_LOOK_MILLIS) {
                wholeLook = now;
                java.util.Arrays.fill(floors, 0);
            }
            return floors[shard];
        }
    }
}
