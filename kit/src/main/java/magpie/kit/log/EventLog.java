package magpie.kit.log;

import java.time.Duration;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.kit.lease.Leases;

/**
 * The topics of all services, for those who consume them. Events of one key are given in order, each at least once: a
 * consumer's effect must be the same when an event comes again.
 */
public interface EventLog {
    /**
     * Consumes as a group: each event goes to one of the processes that share the name, and the group goes on where it
     * was. A group that is new begins at the oldest event there is.
     *
     * @param progress where a log that leaves that to its consumers keeps how far the group is, beside the effects;
     *     {@link Progress#BY_THE_LOG} where the log keeps it by itself
     */
    Subscription share(String group, EventCodec codec, Progress progress, Consumer consumer);

    /**
     * Consumes every event, whoever else does: from the topic's end as it is when this returns, and keeps nothing.
     *
     * @param back how much of what was before comes first; zero for nothing
     */
    Subscription follow(String name, EventCodec codec, Duration back, Consumer consumer);

    /**
     * Looks at a topic, for the operator: the events after a place, in the order of their places.
     *
     * @throws magpie.api.ServiceException {@code NOT_FOUND} for a topic there is not
     */
    Batch read(Read request);

    /**
     * Starts moving an outbox into this log: of all processes that do, the one that holds the lease does it.
     *
     * @param name whose outbox it is, for metrics and the operator
     * @throws IllegalStateException for the embedded log, whose topics are the outboxes
     */
    Relay relay(String name, Outbox outbox, Leases leases);
}
