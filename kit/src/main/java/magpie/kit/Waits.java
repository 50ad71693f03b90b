package magpie.kit;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * Waiting, which an interruption ends: it says that the program stops. The thread stays interrupted, so that whoever called
 * does not begin to wait for something else.
 */
public final class Waits {
    private static final String STOPPING = "The program is stopping.";

    private Waits() {}

    /** Something that takes its time. */
    @FunctionalInterface
    public interface Wait<T extends @Nullable Object> {
        /** Its outcome. */
        T await() throws InterruptedException;
    }

    /** The outcome of a wait; {@code UNAVAILABLE} when it was interrupted. */
    public static <T extends @Nullable Object> T orUnavailable(Wait<T> wait) {
        try {
            return wait.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable(STOPPING, e);
        }
    }

    /** Pauses before the program is ready; {@link StartException} when that was interrupted. */
    public static void pauseWhileStarting(String whatFor, Duration time) {
        if (!pause(time)) {
            throw new StartException("The start was ended while " + whatFor + " was waited for.");
        }
    }

    /** What a task on another thread gives, or throws; {@code UNAVAILABLE} when the wait for it was interrupted. */
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

    /** What a task ended by, as if it had run here. */
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
     * Pauses before another try, the longer the more there were: twice as long each time, and never the same for two who
     * met, so that they do not meet again; false when it was interrupted.
     *
     * @param tries how many there were
     */
    public static boolean backOff(int tries, Duration first, Duration longest) {
        return pauseNanos(backOffNanos(tries, first, longest));
    }

    /** How long {@link #backOff} would pause: from half of it on. */
    public static long backOffNanos(int tries, Duration first, Duration longest) {
        double grown = first.toNanos() * Math.pow(2, Math.max(0, tries - 1));
        long most = grown < longest.toNanos() ? (long) grown : longest.toNanos();
        return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
    }

    private static boolean pauseNanos(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
