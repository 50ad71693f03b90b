package magpie.kit.near;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Orders what was read against what changed: it counts changes, and remembers of each stripe of keys the number of the
 * last. A read is told the number at which it began; it may be behind if its stripe has a later one. Keys that share a
 * stripe are taken for one another now and then, which costs a read and nothing else; and no stripe is ever evicted,
 * unlike a key.
 */
final class ChangeClock {
    private static final int BITS = 10;
    private static final int MIX = 0x9E37_79B9;

    private final AtomicLong time = new AtomicLong();
    private final AtomicLongArray changes = new AtomicLongArray(1 << BITS);
    private final AtomicLong changeOfAll = new AtomicLong();

    /** The moment, to be asked before the store is. */
    long now() {
        return time.get();
    }

    /** The key's value changed, and who asks the store from now on is told the new one. */
    void changed(Object key) {
        long now = time.incrementAndGet();
        changes.accumulateAndGet(stripe(key), now, Math::max); // two may come here in the other order
    }

    /** Any value may have changed. */
    void allChanged() {
        long now = time.incrementAndGet();
        changeOfAll.accumulateAndGet(now, Math::max);
    }

    /** Whether what was read of the key since that moment is as it is now. */
    boolean isUnchanged(Object key, long since) {
        return changes.get(stripe(key)) <= since && changeOfAll.get() <= since;
    }

    private static int stripe(Object key) {
        return (key.hashCode() * MIX) >>> (Integer.SIZE - BITS);
    }
}
