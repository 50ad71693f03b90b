package magpie.kit;

import java.time.Duration;
import magpie.kit.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a chore at once and again after each pause, on its own virtual thread. A run that fails in any way is logged,
 * and the next one starts on schedule.
 */
public final class Periodic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Periodic.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable chore;
    private final Loop loop;

    private Periodic(String name, Duration pause, Runnable chore) {
        this.name = name;
        this.pause = pause;
        this.chore = chore;
        this.loop = Loop.of(Thread.ofVirtual().name(name), this::round);
    }

    /** Starts a chore. */
    public static Periodic start(String name, Duration pause, Runnable chore) {
        Periodic periodic = new Periodic(name, pause, chore);
        periodic.loop.start();
        return periodic;
    }

    /** Interrupts a run under way and waits up to 5 s for it. */
    @Override
    public void close() {
        loop.interrupt();
        loop.join(CLOSE_LIMIT);
    }

    private void round() throws InterruptedException {
        try {
            chore.run();
        } catch (RuntimeException | Error e) {
            if (!loop.isEnding()) {
                log.warn("{} failed and will be tried again in {}", name, pause, e);
            }
        }
        loop.pause(pause);
    }
}
