package magpie.client;

/** Waits that an interrupt ends: the caller has to stop, and the thread stays interrupted. */
final class Waits {
    private Waits() {}

    /** A blocking operation. */
    interface Wait<T, E extends Exception> {
        T await() throws E, InterruptedException;
    }

    /** The outcome of a wait. */
    static <T, E extends Exception> T of(Wait<T, E> wait) throws E {
        try {
            return wait.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited", e);
        }
    }
}
