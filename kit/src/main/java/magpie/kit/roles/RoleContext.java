package magpie.kit.roles;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.EventLog;

/**
 * What every role is given.
 *
 * @param data the folder its files live in, which exists and is this process's alone
 * @param peers the services below it
 * @param log the events of those services
 * @param meters where it counts
 * @param edge where the process meets the world
 * @param ready whether all of the process is there for requests
 */
public record RoleContext(
        Path data, Peers peers, EventLog log, MeterRegistry meters, Edge edge, BooleanSupplier ready) {
    /** For a role that does not meet the world. */
    public RoleContext(Path data, Peers peers, EventLog log, MeterRegistry meters) {
        this(data, peers, log, meters, Edge.NONE, () -> true);
    }

    /** For the embedded product, where the log consists of the peers' topics. */
    public RoleContext(Path data, Peers peers, MeterRegistry meters) {
        this(data, peers, new EmbeddedLog(peers::topics, meters), meters);
    }
}
