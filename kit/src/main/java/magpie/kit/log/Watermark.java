package magpie.kit.log;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of a sequence is done, when its events are begun in order and finished in any: the mark is the last offset
 * before which all is finished. Whoever goes on after the mark loses nothing.
 */
public final class Watermark {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<Begun> begun = new ArrayDeque<>();
    private long done;

    /** Starts with all done up to an offset. */
    public Watermark(long done) {
        this.done = done;
    }

    /** Begins the next event; waits while as many as {@code limit} are under way behind the mark. */
    public Begun begin(long offset, int limit) throws InterruptedException {
        lock.lock();
        try {
            while (begun.size() >= limit) {
                moved.await();
            }
            Begun next = new Begun(offset);
            begun.add(next);
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** The offset up to which all is done. */
    public long done() {
        lock.lock();
        try {
            return done;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all up to an offset is done; false when it is not at a time of {@link System#nanoTime}. */
    public boolean awaitDone(long offset, long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (done < offset) {
                if (moved.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing that was begun is unfinished; false when it is not at a time of {@link System#nanoTime}. */
    public boolean awaitIdle(long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (!begun.isEmpty()) {
                if (moved.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** An event that was begun. */
    public final class Begun {
        private final long offset;
        private boolean finished;

        private Begun(long offset) {
            this.offset = offset;
        }

        /** Its effects are complete: moves the mark over every finished event at the head. Again does nothing. */
        public void finish() {
            lock.lock();
            try {
                finished = true;
                while (!begun.isEmpty() && begun.peek().finished) {
                    done = begun.remove().offset;
                }
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
