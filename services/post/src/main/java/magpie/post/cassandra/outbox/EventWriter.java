package magpie.post.cassandra.outbox;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.WriteTimestamps;

/** Writes rows and the event that reports them in one batch. Provides ids and the time for both. */
public record EventWriter(Engine engine, OutboxRows outbox, LongSupplier ids, InstantSource clock) {
    public long nextId() {
        return ids.getAsLong();
    }

    public long millis() {
        return clock.millis();
    }

    /** Returns the statement for an event, to be written in the same batch as the others. */
    public BatchableStatement<?> event(long eventId, String topic, long key, Object event) {
        return outbox.add(eventId, topic, key, event);
    }

    /** Writes a batch that contains an event, and wakes the relay. */
    public void write(List<BatchableStatement<?>> batch) {
        engine.write(batch);
        outbox.added();
    }

    /** The timestamp that deletes a row for good, see {@link WriteTimestamps#late}. */
    public long lateTimestamp() {
        return WriteTimestamps.late(clock.millis());
    }
}
