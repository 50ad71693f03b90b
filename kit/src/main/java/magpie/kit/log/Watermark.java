package magpie.kit.log;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much of a sequence is done, when its events are begun in order and finished in any: the mark is the last offset
 * before which all is finished. Whoever goes on after the mark loses nothing.
 */
public final class Watermark {
    /** However much is put off: what is begun behind the mark is remembered here, and after a crash it is repeated. */
    private static final int MOST_BEHIND = 100_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<Begun> begun = new ArrayDeque<>();
    private long done;
    private int underWay;
    private int putOff;

    /** Starts with all done up to an offset. */
    public Watermark(long done) {
        this.done = done;
    }

    /**
     * Begins the next event, or goes on with the last one; waits while as many as {@code limit} are under way behind the
     * mark. While some are put off the mark stands, and only those count that are not finished.
     */
    public Begun begin(long offset, int limit) throws InterruptedException {
        lock.lock();
        try {
            Begun last = begun.peekLast();
            if (last != null && last.offset == offset) {
                return last;
            }
            while (isFull(limit)) {
                moved.await();
            }
            Begun next = new Begun(offset);
            begun.add(next);
            underWay++;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(int limit) {
        return putOff == 0 ? begun.size() >= limit : underWay >= limit || begun.size() >= MOST_BEHIND;
    }

    /** Forgets what was begun: the sequence goes on after an offset, which may be lower than what was done. */
    public void restart(long offset) {
        lock.lock();
        try {
            begun.forEach(event -> event.finished = true); // whoever has them may still say so
            begun.clear();
            underWay = 0;
            putOff = 0;
            done = offset;
            moved.signalAll();
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

    /** Waits until nothing that was begun is unfinished, but for what was put off; false when it is not at a time of {@link System#nanoTime}. */
    public boolean awaitIdle(long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (underWay > 0) {
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
        private boolean late;

        private Begun(long offset) {
            this.offset = offset;
        }

        /** Its effects are complete: moves the mark over every finished event at the head. Again does nothing. */
        public void finish() {
            lock.lock();
            try {
                if (!finished) {
                    finished = true;
                    underWay -= late ? 0 : 1;
                    putOff -= late ? 1 : 0;
                }
                while (!begun.isEmpty() && begun.peek().finished) {
                    done = begun.remove().offset;
                }
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** It will be finished much later, and what comes after it need not wait. Again does nothing. */
        public void putOff() {
            lock.lock();
            try {
                if (!finished && !late) {
                    late = true;
                    underWay--;
                    putOff++;
                    moved.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
