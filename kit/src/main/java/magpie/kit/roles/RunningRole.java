package magpie.kit.roles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;

/** A role that was started: what it offers to others, on what it stands on. Closing it closes that. */
public interface RunningRole extends AutoCloseable {
    /** A role that offers a contract. */
    static <T> RunningRole offering(Class<T> contract, T implementation, Backend<?> backend) {
        Map<Class<?>, Object> contracts = Map.of(contract, implementation);
        return new RunningRole() {
            @Override
            public Map<Class<?>, Object> contracts() {
                return contracts;
            }

            @Override
            public Backend<?> backend() {
                return backend;
            }
        };
    }

    /** Its contracts and their implementations; {@link Topics} is not among them: a process serves all topics as one. */
    Map<Class<?>, Object> contracts();

    /** What it stands on. */
    Backend<?> backend();

    /** The topics it tells events in, and who reads them out; empty where the log holds them. */
    default Map<String, Topics> topics() {
        return backend().topics();
    }

    /** Its consumers, started. */
    default List<Subscription> consumers() {
        return backend().consumers();
    }

    /** What moves its events into the log, where the log does not hold them itself. */
    default List<Relay> relays() {
        return backend().relays();
    }

    /** Writes a consistent copy of all it keeps into a folder, while it runs. */
    default void backup(Path folder) {
        backend().backup(folder);
    }

    /** Finishes what is under way, then stops. */
    @Override
    default void close() {
        backend().close();
    }
}
