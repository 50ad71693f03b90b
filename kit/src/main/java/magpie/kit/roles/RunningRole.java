package magpie.kit.roles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;

/** A role that was started: what it offers to others, and how it stops. Each service's Module makes one. */
public interface RunningRole extends AutoCloseable {
    /**
     * Its contracts and their implementations, {@link magpie.api.log.Topics} not among them: a process serves all its
     * topics as one.
     */
    Map<Class<?>, Object> contracts();

    /** The topics it produces, and who reads them out; empty for a role without a log. */
    default Map<String, magpie.api.log.Topics> topics() {
        return Map.of();
    }

    /** Its consumers, started. */
    default List<Subscription> consumers() {
        return List.of();
    }

    /** What moves its events into the log, where the log does not hold them itself. */
    default List<Relay> relays() {
        return List.of();
    }

    /** Writes a consistent copy of all it keeps into a folder, while it runs. */
    default void backup(Path folder) {}

    /** Finishes what is under way, then stops. */
    @Override
    void close();
}
