package magpie.kit;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * Waits that an interrupt ends, because an interrupt means that the program is stopping. The thread stays interrupted,
 * so that the caller does not start another wait.
 */
public final class Waits {
    private static final String STOPPING = "The program is stopping.";

    private Waits() {}

    /** A blocking operation. */
    @FunctionalInterface
    public interface Wait<T extends @Nullable Object, E extends Exception> {
        /** Waits for the outcome. */
        T await() throws E, InterruptedException;
    }

    /** Something that waits, without an outcome. */
    @FunctionalInterface
    public interface Blocking {
        /** Does it. */
        void run() throws InterruptedException;
    }

    /** What is waited for by asking repeatedly. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        /** Whether it is so now. */
        boolean holds() throws E, InterruptedException;
    }

    /** The outcome of a wait; {@code UNAVAILABLE} when it was interrupted. */
    public static <T extends @Nullable Object, E extends Exception> T orUnavailable(Wait<T, E> wait) throws E {
        try {
            return wait.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable(STOPPING, e);
        }
    }

    /** Runs what blocks, to its end or until an interrupt; whether it came to its end. */
    public static boolean unlessInterrupted(Blocking action) {
        try {
            action.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Asks until a condition holds, with a pause after each no; false if it never did in this time. It is asked once at
     * least, and once more when the time is over.
     *
     * @throws InterruptedException when interrupted, unlike the other waits: for those who must not go on then
     */
    public static <E extends Exception> boolean until(Duration limit, Duration pause, Condition<E> condition)
            throws E, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
        return true;
    }

    /** Pauses before the program is ready; {@link StartException} when that was interrupted. */
    public static void pauseWhileStarting(String whatFor, Duration time) {
        if (!pause(time)) {
            throw new StartException("The start was ended while " + whatFor + " was waited for.");
        }
    }

    /** The result or exception of a task on another thread; {@code UNAVAILABLE} when the wait was interrupted. */
    public static <T extends @Nullable Object> T forTask(Future<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable(STOPPING, e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /** The exception a task ended with, as if it had run here. */
    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException reason -> reason;
            case Error defect -> throw defect;
            case null, default -> new IllegalStateException(e);
        };
    }

    /** Pauses; false when it was interrupted. */
    public static boolean pause(Duration time) {
        return pauseNanos(time.toNanos());
    }

    /**
     * Backs off before a retry: the pause doubles with each try and has jitter, so that two callers that collided do
     * not collide again; false when it was interrupted.
     *
     * @param tries how many there were
     */
    public static boolean backOff(int tries, Duration first, Duration longest) {
        return pauseNanos(backOffNanos(tries, first, longest));
    }

    /** The pause of {@link #backOff}: at least half of the full length. */
    public static long backOffNanos(int tries, Duration first, Duration longest) {
        double grown = first.toNanos() * Math.pow(2, Math.max(0, tries - 1));
        long most = grown < longest.toNanos() ? (long) grown : longest.toNanos();
        return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    }

    private static boolean pauseNanos(long nanos) {
        return unlessInterrupted(() -> TimeUnit.NANOSECONDS.sleep(nanos));
    }
}
