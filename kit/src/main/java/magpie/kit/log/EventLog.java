package magpie.kit.log;

import java.time.Duration;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.kit.lease.Leases;

/**
 * The topics of all services, for consumers. Events of one key are delivered in order, each at least once, so consumers
 * must be idempotent.
 */
public interface EventLog {
    /**
     * Consumes as a group: each event goes to one of the processes that share the name, and the group resumes where it
     * was. A new group begins at the oldest event there is.
     *
     * @param progress where the consumer keeps the group's position, beside its effects; {@link Progress#BY_THE_LOG} if
     *     the log keeps it itself
     */
    Subscription share(String group, EventCodec codec, Progress progress, Consumer consumer);

    /**
     * Consumes every event, independently of other processes: from the topic's end at the time this returns. Keeps no
     * position.
     *
     * @param back how far back in time to start; zero for the end
     */
    Subscription follow(String name, EventCodec codec, Duration back, Consumer consumer);

    /**
     * Reads a topic for the operator: the events after a place, in order of place.
     *
     * @throws magpie.api.ServiceException {@code NOT_FOUND} for a topic that does not exist
     */
    Batch read(Read request);

    /**
     * Starts moving an outbox into this log: of all processes that do, only the lease holder moves it.
     *
     * @param name whose outbox it is, for metrics and the operator
     * @throws IllegalStateException for the embedded log, whose topics are the outboxes
     */
    Relay relay(String name, Outbox outbox, Leases leases);
}
