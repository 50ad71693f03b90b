package magpie.kit.writer;

import java.util.concurrent.CountDownLatch;
import magpie.api.ServiceException;
import magpie.kit.expiry.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * One caller's change, its outcome, and the latch the caller waits on. The writer sets the outcome, perhaps several
 * times while a group is retried, and answers once; only then does the caller read it.
 *
 * @param <T> what a successful change gives
 */
public abstract class WriteRequest<T extends @Nullable Object> {
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile Expiry expiry = Expiry.current();
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    /** A request of the calling thread, with its deadline. */
    protected WriteRequest() {}

    /** Whether nobody waits for the change any more; then it is not to be made. */
    protected final boolean isTooLate() {
        return expiry.isOver();
    }

    /** The change succeeded, if its group does. */
    protected final void succeeded(T outcome) {
        result = outcome;
        failure = null;
    }

    /** The change is refused, if its group succeeds. */
    protected final void refused(RuntimeException reason) {
        failure = reason;
    }

    /** Lets the caller go on, with the outcome as it is. */
    public final void answer() {
        answered.countDown();
    }

    /** Lets the caller go on with a failure, whatever the outcome was. */
    public final void fail(RuntimeException reason) {
        refused(reason);
        answer();
    }

    /**
     * The result, when it is durable; throws what the request failed with. {@code UNAVAILABLE} when the wait was
     * interrupted: then a writer that has not begun the change does not make it.
     */
    @SuppressWarnings("NullAway") // a change may give null; then T is nullable
    public final T await() {
        try {
            answered.await();
        } catch (InterruptedException e) {
            expiry = Expiry.OVER;
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable("The program is stopping; it is not known if this was stored.", e);
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }
}
