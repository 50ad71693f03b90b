package magpie.kit.roles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import magpie.api.log.Topics;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;

/** A started role: what it offers to others, and its backend. Closing it closes the backend. */
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

    /** Its contracts and their implementations, without {@link Topics}: a process serves all topics as one. */
    Map<Class<?>, Object> contracts();

    /** What it runs on. */
    Backend<?> backend();

    /** The topics it writes, and their readers; empty if the log holds them. */
    default Map<String, Topics> topics() {
        return backend().topics();
    }

    /** Its consumers, already started. */
    default List<Subscription> consumers() {
        return backend().consumers();
    }

    /** The relays that move its events into the log, if the log does not hold them itself. */
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
