package magpie.post.cassandra.outbox;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.WriteTimestamps;

/** Writes what belongs together in one batch: rows, and the event that tells of them. Gives ids and the time for both. */
public record EventWriter(Engine engine, OutboxRows outbox, LongSupplier ids, InstantSource clock) {
    public long nextId() {
        return ids.getAsLong();
    }

    public long millis() {
        return clock.millis();
    }

    /** An event, to be written with the others of a batch. */
    public BatchableStatement<?> event(long eventId, String topic, long key, Object event) {
        return outbox.add(eventId, topic, key, event);
    }

    /** Writes a batch that has an event in it, and wakes who moves events to the log. */
    public void write(List<BatchableStatement<?>> batch) {
        engine.write(batch);
        outbox.added();
    }

    /** The timestamp of an erasure of a row that is not used again, see {@link WriteTimestamps#late}. */
    public long lateTimestamp() {
        return WriteTimestamps.late(clock.millis());
    }
}
