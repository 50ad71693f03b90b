package magpie.kit.brief;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries work that memory alone can mostly do on a thread that many share, such as the one that watches the sockets:
 * handing a request of 40 µs to a thread of its own costs half as much again. Whatever may wait or compute for long (a
 * store, another process, a signature) calls {@link #exceeded} before it begins. Within an attempt that ends the
 * attempt, and the work starts over where it may take its time; so only work may be tried that can be cut off at any
 * such place and begun anew. Anywhere else the call does nothing.
 */
public final class FastPath {
    private static final ThreadLocal<Boolean> attempting = ThreadLocal.withInitial(() -> false);

    private FastPath() {}

    /** Ends an attempt. An error, so that no handler of failures on the way takes it for one; let it pass. */
    @SuppressWarnings("serial") // never leaves its thread
    public static final class Exceeded extends Error {
        private Exceeded() {
            super("would take too long here", null, false, false);
        }
    }

    /** The outcome of the work; null when it could not be done briefly. */
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

    /** To be called before anything that may wait or take long. */
    public static void exceeded() {
        if (attempting.get()) {
            throw new Exceeded();
        }
    }
}
