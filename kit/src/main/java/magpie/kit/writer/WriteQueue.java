package magpie.kit.writer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import magpie.api.ServiceException;
import magpie.kit.fastpath.FastPath;
import magpie.kit.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for the one writer of a store. Beyond the queue's size they are refused. While there is nothing to
 * write, the writer sleeps.
 *
 * @param <R> the writer's requests
 */
public final class WriteQueue<R extends WriteRequest<?>> {
    private static final Object WAKE_UP = new Object();

    /** Requests, and now and then {@link #WAKE_UP}. */
    private final BlockingQueue<Object> waiting;

    private volatile boolean closed;

    /** A queue of so many requests at most. */
    public WriteQueue(int size) {
        this.waiting = new ArrayBlockingQueue<>(size);
    }

    /**
     * Hands a request to the writer; {@link WriteRequest#await} tells how it ends. {@code OVERLOADED} if too many wait,
     * {@code UNAVAILABLE} at the end of the program.
     */
    public void put(R request) {
        FastPath.exceeded();
        if (closed) {
            throw stopping();
        }
        if (!waiting.offer(request)) {
            throw ServiceException.overloaded("Too many writes are waiting.", null);
        }
        if (closed && waiting.remove(request)) { // the writer may have taken its last look before
            wakeUp(); // or may have seen the request, and wait for it now
            throw stopping();
        }
    }

    private static ServiceException stopping() {
        return ServiceException.unavailable("The program is stopping.", null);
    }

    /** The writer waits for a request; null if it was woken for another reason. */
    public @Nullable R take() throws InterruptedException {
        return request(waiting.take());
    }

    /** The next request, if one waits. */
    public @Nullable R poll() {
        Object next = waiting.poll();
        while (next != null && request(next) == null) {
            next = waiting.poll();
        }
        return request(next);
    }

    @SuppressWarnings("unchecked") // whatever request is in the queue was put there as such
    private @Nullable R request(@Nullable Object next) {
        return next instanceof WriteRequest<?> request ? (R) request : null;
    }

    /** Ends a {@link #take} under way, or the next one; in a full queue a request does. */
    public void wakeUp() {
        boolean _ = waiting.offer(WAKE_UP);
    }

    /** Accepts no more, and ends the writer's loop when it has written what waits. */
    public void close(Loop writer) {
        closed = true;
        writer.end();
        wakeUp();
    }

    /** Fails whatever waits; after {@link #close}, or if the writer died, so that nobody waits for ever. */
    public void end(ServiceException reason) {
        closed = true;
        refuse(reason);
    }

    /** Fails what waits now. */
    public void refuse(ServiceException reason) {
        for (R next = poll(); next != null; next = poll()) {
            next.fail(reason);
        }
    }

    /** How many wait. */
    public int size() {
        return waiting.size();
    }
}
