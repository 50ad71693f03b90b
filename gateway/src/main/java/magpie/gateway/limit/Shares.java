package magpie.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Divides a scarce resource among clients, so that no single client can take it all. Nor can several together: the less
 * is left, the less each may have, so there is always some for newcomers. Clients are told apart by network, see
 * {@link ClientAddress#network}; one that holds nothing is forgotten.
 */
public final class Shares {
    private final long share;
    private final long all;
    private final AtomicLong total = new AtomicLong();
    private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();

    /** Limits each client's share; the total is bounded elsewhere. */
    public Shares(long share) {
        this(share, Long.MAX_VALUE);
    }

    /** Limits each client's share, and the total. */
    public Shares(long share, long all) {
        this.share = Math.min(share, all);
        this.all = all;
    }

    /** The outcome of a request for more. */
    public enum Verdict {
        /** Granted and counted. */
        TAKEN,
        /** This client has its share. */
        OVER_SHARE,
        /** Too little is left for anybody. */
        FULL
    }

    /** Takes more for an address; returns whether it could. */
    public boolean take(String address, long more) {
        return ask(address, more) == Verdict.TAKEN;
    }

    /** Takes more for an address, or says why not. */
    public Verdict ask(String address, long more) {
        long left = all - (total.addAndGet(more) - more);
        Verdict[] verdict = new Verdict[1];
        held.compute(ClientAddress.network(address), (network, before) -> {
            long after = (before == null ? 0 : before) + more;
            verdict[0] = verdict(before == null, after, more, left);
            return verdict[0] == Verdict.TAKEN ? (Long) after : before;
        });
        if (verdict[0] != Verdict.TAKEN) {
            total.addAndGet(-more);
        }
        return verdict[0];
    }

    private Verdict verdict(boolean first, long after, long more, long left) {
        if (more <= left && after <= Math.min(share, fair(left))) {
            return Verdict.TAKEN;
        }
        return after <= share && (first || share == all) ? Verdict.FULL : Verdict.OVER_SHARE;
    }

    /** A whole share for the first, and always the same fraction of what is left. */
    private long fair(long left) {
        return share == all || all == Long.MAX_VALUE ? share : (long) ((double) left * share / (all - share));
    }

    /** Returns what was taken, and no more. */
    public void giveBack(String address, long less) {
        held.computeIfPresent(ClientAddress.network(address), (network, before) -> {
            total.addAndGet(-Math.min(before, less));
            return before > less ? (Long) (before - less) : null;
        });
    }

    /** How much an address holds now. */
    public long of(String address) {
        return held.getOrDefault(ClientAddress.network(address), 0L);
    }

    /** How much all hold now. */
    public long total() {
        return total.get();
    }
}
