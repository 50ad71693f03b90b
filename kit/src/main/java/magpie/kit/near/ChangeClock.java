package magpie.kit.near;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Orders reads against changes: it counts changes, and keeps for each stripe of keys the number of the last one. A read
 * notes the count at which it began; if its stripe has a later one, it may be stale. Keys that share a stripe are
 * sometimes confused, which costs only another read; and unlike a key, a stripe is never evicted.
 */
final class ChangeClock {
    private static final int BITS = 10;
    private static final int MIX = 0x9E37_79B9;

    private final AtomicLong time = new AtomicLong();
    private final AtomicLongArray changes = new AtomicLongArray(1 << BITS);
    private final AtomicLong changeOfAll = new AtomicLong();

    /** The current moment; read it before the store is asked. */
    long now() {
        return time.get();
    }

    /** Notes that the key's value changed, and that any later question to the store gets the new one. */
    void changed(Object key) {
        long now = time.incrementAndGet();
        changes.accumulateAndGet(stripe(key), now, Math::max); // two may come here in the other order
    }

    /** Notes that any value may have changed. */
    void allChanged() {
        long now = time.incrementAndGet();
        changeOfAll.accumulateAndGet(now, Math::max);
    }

    /** Whether a value read since that moment is still current. */
    boolean isUnchanged(Object key, long since) {
        return changes.get(stripe(key)) <= since && changeOfAll.get() <= since;
    }

    private static int stripe(Object key) {
        return (key.hashCode() * MIX) >>> (Integer.SIZE - BITS);
    }
}
