package magpie.kit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a chore at once and then again after each pause, on a virtual thread of its own. A run that fails is logged and
 * the next one comes at its time.
 */
public final class Periodic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Periodic.class);

    private final String name;
    private final Duration pause;
    private final Runnable chore;
    private final Thread thread;
    private volatile boolean closed;

    private Periodic(String name, Duration pause, Runnable chore) {
        this.name = name;
        this.pause = pause;
        this.chore = chore;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Starts a chore. */
    public static Periodic start(String name, Duration pause, Runnable chore) {
        Periodic periodic = new Periodic(name, pause, chore);
        periodic.thread.start();
        return periodic;
    }

    /** Interrupts a run under way and waits up to 5 s for it. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                chore.run();
            } catch (RuntimeException e) {
                if (!closed) {
                    log.warn("{} failed and will be tried again in {}", name, pause, e);
                }
            }
            if (!sleep()) {
                return;
            }
        }
    }

    private boolean sleep() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
