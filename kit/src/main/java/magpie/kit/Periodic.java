package magpie.kit;

import java.time.Duration;
import magpie.kit.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task at once and again after each pause, on its own virtual thread. A run that fails in any way is logged,
 * and the next one starts on schedule.
 */
public final class Periodic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Periodic.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable task;
    private final Loop loop;

    private Periodic(String name, Duration pause, Runnable task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
        this.loop = Loop.of(Thread.ofVirtual().name(name), this::round);
    }

    /** Starts a task. */
    public static Periodic start(String name, Duration pause, Runnable task) {
        Periodic periodic = new Periodic(name, pause, task);
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
            task.run();
        } catch (RuntimeException | Error e) {
            if (!loop.isEnding()) {
                log.warn("{} failed and will be tried again in {}", name, pause, e);
            }
        }
        loop.pause(pause);
    }
}
