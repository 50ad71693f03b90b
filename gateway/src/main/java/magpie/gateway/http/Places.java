package magpie.gateway.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests may be under way, and how long one may have waited before it is looked at. Reads are turned away
 * first, when a quarter of the places is taken or sooner if all wait: a feed that comes a second later is a
 * nuisance, a post that is refused is lost.
 */
final class Places {
    private final int forWrites;
    private final int forReads;
    private final AtomicInteger taken = new AtomicInteger();

    /** What asks for a place. */
    enum Priority {
        /** Always has one: it must be answered most of all when there is none. */
        PROBE(Long.MAX_VALUE),
        WRITE(200_000_000),
        READ(75_000_000);

        private final long patienceNanos;

        Priority(long patienceNanos) {
            this.patienceNanos = patienceNanos;
        }
    }

    /** So many places, a quarter of them for reads too. */
    Places(int all) {
        this.forWrites = all;
        this.forReads = Math.max(1, all / 4);
    }

    /** Takes a place; false where none is free for this, or when it has waited too long. */
    boolean enter(Priority priority, long waitedNanos) {
        if (waitedNanos > priority.patienceNanos) {
            return false;
        }
        int allowed = switch (priority) {
            case PROBE -> Integer.MAX_VALUE;
            case WRITE -> forWrites;
            case READ -> forReads;
        };
        if (taken.incrementAndGet() <= allowed) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        taken.decrementAndGet();
    }
}
