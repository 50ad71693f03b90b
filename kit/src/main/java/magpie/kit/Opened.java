package magpie.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes resources in reverse order of opening. A failure to close one is logged, and the others are closed anyway,
 * also on a thread that was interrupted, which stays so. Closing again does nothing. For one thread at a time.
 */
public final class Opened implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Registers a resource, and returns it. */
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // would end every wait of a part for what it has begun
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                log.error("a part failed to stop; stopping the others", e);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
