package magpie.kit.log;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tracks a sequence whose events begin in order and finish in any: the mark is the last offset before which all are
 * finished. Resuming after the mark loses nothing.
 */
public final class Watermark {
    /** The limit of events remembered behind the mark, however many are put off; a crash repeats them. */
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
     * Begins the next event, or resumes the last one; waits while {@code limit} events are under way behind the mark.
     * While some are put off the mark does not move, and only unfinished events count.
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

    /** Forgets what was begun and resumes after an offset, which may be lower than what was done. */
    public void restart(long offset) {
        lock.lock();
        try {
            begun.forEach(event -> event.finished = true); // their owners may still finish them
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

    /** Waits until all up to an offset is done; false if it is not by a time of {@link System#nanoTime}. */
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

    /** Like {@link #awaitDone}, for all that was begun and not put off. */
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

        /** Marks its effects complete and moves the mark over every finished event at the head. Idempotent. */
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

        /** Puts it off: it will finish much later, and later events need not wait. Idempotent. */
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
