package magpie.gateway.http.admission;

import java.util.concurrent.atomic.AtomicInteger;
import magpie.gateway.limit.Shares;

/**
 * Bounds the requests in flight, and how long one may have waited before it is looked at. Reads are shed first, when a
 * quarter of the places is taken or sooner if all wait: a feed that comes a second later is a nuisance, a refused post
 * is lost. Requests that need a thread of their own also count against a share of their address.
 */
public final class ConcurrencyLimiter {
    /** One transfer at a time for this many other places, since a transfer lasts as long as the other side likes. */
    private static final int TRANSFER_PART = 32;

    private final int forWrites;
    private final int forReads;
    private final Shares shares;
    private final Transfers downloads;
    private final Transfers uploads;
    private final AtomicInteger taken = new AtomicInteger();

    /** The kinds of request. */
    public enum Priority {
        /** Always admitted: a probe must be answered above all when there is no place. */
        PROBE(Long.MAX_VALUE),
        WRITE(200_000_000),
        READ(75_000_000);

        private final long patienceNanos;

        Priority(long patienceNanos) {
            this.patienceNanos = patienceNanos;
        }
    }

    /** Allows {@code all} in total, a quarter of them for reads, and {@code share} per address. */
    public ConcurrencyLimiter(int all, int share) {
        this.forWrites = all;
        this.forReads = Math.max(1, all / 4);
        this.shares = new Shares(share);
        this.downloads = new Transfers(Math.max(1, all / TRANSFER_PART));
        this.uploads = new Transfers(Math.max(1, all / TRANSFER_PART));
    }

    /** Takes a place; false if none is free for this priority, or if it has waited too long. */
    public boolean enter(Priority priority, long waitedNanos) {
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

    public void leave() {
        taken.decrementAndGet();
    }

    /** Takes one of an address's own places, in addition; false if it has none left. */
    public boolean share(String address) {
        return shares.take(address, 1);
    }

    public void giveBack(String address) {
        shares.giveBack(address, 1);
    }

    /** The places of downloads, which take no other. */
    public Transfers downloads() {
        return downloads;
    }

    /** The places of uploads, which take no other. */
    public Transfers uploads() {
        return uploads;
    }
}
