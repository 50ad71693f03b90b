package magpie.post.cassandra.outbox;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import magpie.api.Ids;
import magpie.kit.log.Outbox;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.WriteTimestamps;

/**
 * Writes events into the table {@code outbox}. A row's place follows from its id and key, so writing it is idempotent.
 */
public final class OutboxRows {
    static final int SHARDS = 8;

    /** A bucket is 8.2 s. Divided into shards, a partition has a few thousand events under any load. */
    public static final int BUCKET_SHIFT = Ids.TIME_SHIFT + 13;

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final PreparedStatement insert;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public OutboxRows(Engine engine) {
        this.insert = engine.prepare("INSERT INTO outbox (bucket, shard, id, topic, key, at, type, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    }

    public BoundStatement add(long eventId, String topic, long key, Object event) {
        Outbox.Row row = Outbox.Row.of(eventId, topic, key, event);
        return Engine.bind(
                insert,
                bucket(eventId),
                shard(key),
                eventId,
                topic,
                key,
                Ids.millis(eventId),
                row.type(),
                row.body(),
                WriteTimestamps.written(eventId));
    }

    /** Rows were added and can be read. */
    void added() {
        listeners.forEach(Runnable::run);
    }

    void onAdded(Runnable listener) {
        listeners.add(listener);
    }

    static long bucket(long id) {
        return id >>> BUCKET_SHIFT;
    }

    public static long bucketAt(long millis) {
        return bucket(Ids.floor(millis));
    }

    static byte shard(long key) {
        return (byte) ((key * MIX) >>> 61);
    }
}
