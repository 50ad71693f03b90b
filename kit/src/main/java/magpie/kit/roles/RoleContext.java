package magpie.kit.roles;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import magpie.kit.engines.EngineAccess;
import magpie.kit.log.EmbeddedLog;
import magpie.kit.log.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * What every role is given.
 *
 * @param data the folder its files live in, which exists and is this process's alone
 * @param peers the services below it
 * @param log the events of those services
 * @param meters where it counts
 * @param engines where the engines are; null in the embedded product, which keeps all in its folder
 */
public record RoleContext(
        Path data,
        Peers peers,
        EventLog log,
        MeterRegistry meters,
        @Nullable EngineAccess engines) {
    /** In the embedded product the log is what its peers have. */
    public RoleContext(Path data, Peers peers, MeterRegistry meters) {
        this(data, peers, new EmbeddedLog(peers::topics, meters), meters, null);
    }
}
