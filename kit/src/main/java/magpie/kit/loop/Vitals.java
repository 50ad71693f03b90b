package magpie.kit.loop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks the loops of a node that have died without being asked to end. Such a node is no longer ready, and its process
 * stops: running without that loop is worse than a restart. Loops started within {@link #watching}, and by those loops,
 * are tracked here, so this need not be passed to every file and client that has one.
 */
public final class Vitals {
    private static final Logger log = LoggerFactory.getLogger(Vitals.class);
    private static final ScopedValue<Vitals> CURRENT = ScopedValue.newInstance();

    private final Map<String, String> ended = new ConcurrentSkipListMap<>();
    private final List<BiConsumer<String, String>> listeners = new CopyOnWriteArrayList<>();

    /** Runs something that starts loops. */
    public void watching(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** The loops that have died, and why; empty if all is well. */
    public Map<String, String> ended() {
        return Map.copyOf(ended);
    }

    /** Tells a listener of each loop that ends or has ended: its name and the reason. */
    public void onEnd(BiConsumer<String, String> listener) {
        listeners.add(listener);
        ended.forEach(listener);
    }

    /** The vitals of whoever starts a loop; outside of any node only the log is told. */
    static Vitals current() {
        return CURRENT.isBound() ? CURRENT.get() : new Vitals();
    }

    void ended(String loop, String reason) {
        ended.put(loop, reason);
        log.error("background loop {} died: {}", loop, reason);
        listeners.forEach(listener -> listener.accept(loop, reason));
    }
}
