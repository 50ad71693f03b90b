package magpie.kit.fastpath;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries work that memory can mostly answer on a shared thread, such as the one that watches the sockets: handing a
 * request of 40 µs to its own thread costs half as much again. Whatever may wait or compute for long (a store, another
 * process, a signature) calls {@link #exceeded} before it begins. That ends an attempt, and the work starts over on a
 * thread that may block; so only work that can be cut off at any such place and restarted may be tried. Outside an
 * attempt the call does nothing.
 */
public final class FastPath {
    private static final ThreadLocal<Boolean> attempting = ThreadLocal.withInitial(() -> false);

    private FastPath() {}

    /** Ends an attempt. It is an error, so that no handler of failures catches it on the way; let it pass. */
    @SuppressWarnings("serial") // never leaves its thread
    public static final class Exceeded extends Error {
        private Exceeded() {
            super("would take too long here", null, false, false);
        }
    }

    /** The outcome of the work; null when it could not be done without blocking. */
    public static <T> @Nullable T attempt(Supplier<T> work) {
        attempting.set(true);
        try {
            return work.get();
        } catch (Exceeded e) {
            return null;
        } finally {
            attempting.set(false);
        }
    }

    /** Must be called before anything that may wait or take long. */
    public static void exceeded() {
        if (attempting.get()) {
            throw new Exceeded();
        }
    }
}
