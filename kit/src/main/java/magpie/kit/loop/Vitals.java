package magpie.kit.loop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which loops of a node have ended though nobody asked them to. Such a node is not ready any more, and its process stops:
 * what it does without that loop is worse than a restart. Loops that are started within {@link #watching}, and by those
 * loops, are known here; so nobody has to hand this through to each file and client that has one.
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

    /** The loops that have ended by themselves, and why; empty is well. */
    public Map<String, String> ended() {
        return Map.copyOf(ended);
    }

    /** Tells a listener of each loop that ends or has ended: its name and the reason. */
    public void onEnd(BiConsumer<String, String> listener) {
        listeners.add(listener);
        ended.forEach(listener);
    }

    /** Those of whoever starts a loop; outside of any node nobody is told but the log. */
    static Vitals current() {
        return CURRENT.isBound() ? CURRENT.get() : new Vitals();
    }

    void ended(String loop, String reason) {
        ended.put(loop, reason);
        log.error("{} has ended, which must not be: {}", loop, reason);
        listeners.forEach(listener -> listener.accept(loop, reason));
    }
}
