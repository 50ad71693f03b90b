package magpie.kit.roles;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import magpie.api.log.Topics;
import magpie.kit.Opened;
import magpie.kit.log.Progress;
import magpie.kit.log.Relay;
import magpie.kit.log.Retention;
import magpie.kit.log.SqliteProgress;
import magpie.kit.log.SqliteTopics;
import magpie.kit.log.Subscription;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * What a role runs on, and everything opened for it: its store, how its events reach the log, and closing both. A
 * {@link RoleModule} makes one for each product, and builds the same role on either.
 *
 * @param <S> its store, or several as one record
 */
public final class Backend<S> implements AutoCloseable {
    private final S store;
    private final boolean shared;
    private final Opened opened = new Opened();
    private final List<Subscription> consumers = new ArrayList<>();
    private final List<Relay> relays = new ArrayList<>();
    private Function<String, Progress> progress = topic -> Progress.BY_THE_LOG;
    private Map<String, Topics> topics = Map.of();
    private Consumer<Path> backup = folder -> {};

    private Backend(S store, boolean shared) {
        this.store = store;
        this.shared = shared;
    }

    /** For a role with one process and nothing but memory. */
    public static <S> Backend<S> inMemory(S store) {
        return new Backend<>(store, false);
    }

    /**
     * For a role of the embedded product: its one file, which also holds its topics.
     *
     * @param retention how long events stay in the topics
     */
    public static <S> Backend<S> onFile(SqliteDatabase database, SqliteTopics events, Duration retention, S store) {
        Backend<S> backend = new Backend<>(store, false);
        backend.opened(database);
        backend.progress = topic -> new SqliteProgress(database, topic);
        backend.backup =
                folder -> database.backup(folder.resolve(database.file().getFileName()));
        Map<String, Topics> topics = new HashMap<>();
        for (String topic : events.names()) {
            topics.put(topic, events);
            backend.opened(Retention.start(events, topic, retention));
        }
        backend.topics = Map.copyOf(topics);
        return backend;
    }

    /** For an engine shared by the processes of this role: others change its data too, and the log keeps the events. */
    public static <S> Backend<S> onEngine(AutoCloseable engine, S store) {
        Backend<S> backend = new Backend<>(store, true);
        backend.opened(engine);
        return backend;
    }

    /** Registers the relay that moves the store's events into the log. */
    public void relayedBy(Relay relay) {
        relays.add(opened(relay));
    }

    /** The store. */
    public S store() {
        return store;
    }

    /** Whether other processes change the store too: caches of it must then be invalidated by events. */
    public boolean isShared() {
        return shared;
    }

    /** Where a group of consumers keeps its position in a topic. */
    public Progress progress(String topic) {
        return progress.apply(topic);
    }

    /** Registers a resource that uses the store, to be closed before it and before everything opened earlier. */
    public <T extends AutoCloseable> T opened(T part) {
        return opened.add(part);
    }

    /** Registers a consumer that was started. */
    public void consumes(Subscription consumer) {
        consumers.add(opened(consumer));
    }

    /** The topics that the store holds itself, and their readers. */
    Map<String, Topics> topics() {
        return topics;
    }

    List<Subscription> consumers() {
        return List.copyOf(consumers);
    }

    List<Relay> relays() {
        return List.copyOf(relays);
    }

    /** Writes a consistent copy of everything kept here into a folder; an engine's data is saved by the engine. */
    void backup(Path folder) {
        backup.accept(folder);
    }

    /** Finishes what is under way and closes in reverse order. */
    @Override
    public void close() {
        opened.close();
    }
}
