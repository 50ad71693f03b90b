package magpie.kit.loop;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Looks periodically at things that come and go, but only while there are any: an idle process is not woken. */
public final class Watch implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final Duration pause;
    private final Runnable look;
    private final BooleanSupplier isNeeded;
    private final AtomicBoolean going = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * A watch that is not going yet.
     *
     * @param look looks at all things; a failed look is logged and is not the last
     * @param isNeeded whether there is anything to look at
     */
    public Watch(ScheduledExecutorService timer, Duration pause, String name, Runnable look, BooleanSupplier isNeeded) {
        this.timer = timer;
        this.pause = pause;
        this.look = Loop.surviving(name, look);
        this.isNeeded = isNeeded;
    }

    /** To be called after each thing that was added: it is looked at after a pause, and again until it is gone. */
    public void start() {
        if (!going.get() && going.compareAndSet(false, true)) {
            schedule();
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        closed = true;
    }

    private void round() {
        if (closed) {
            return;
        }
        look.run();
        if (isNeeded.getAsBoolean()) {
            schedule();
            return;
        }
        going.set(false);
        if (isNeeded.getAsBoolean()) { // added before that, by somebody who saw it going
            start();
        }
    }

    private void schedule() {
        try {
            ScheduledFuture<?> _ = timer.schedule(this::round, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closed = true; // the timer was ended, and with it all that it watched
        }
    }
}
