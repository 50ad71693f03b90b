package magpie.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Of what there is only so much of, how much each client has: none gets more than its share, so that one alone cannot
 * take all. Nor can some together: the less is left, the less of it each may have, so that there is always some for
 * those who have nothing. Clients are told apart by their network, see {@link ClientAddress#network}; who holds nothing
 * is forgotten.
 */
public final class Shares {
    private final long share;
    private final long all;
    private final AtomicLong total = new AtomicLong();
    private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();

    /** Shares of so much each, of what somebody else bounds. */
    public Shares(long share) {
        this(share, Long.MAX_VALUE);
    }

    /** Shares of so much each at most, of so much in all. */
    public Shares(long share, long all) {
        this.share = Math.min(share, all);
        this.all = all;
    }

    /** How a wish for more is met. */
    public enum Verdict {
        /** It is counted. */
        TAKEN,
        /** This client has its share. */
        OVER_SHARE,
        /** There is too little left for anybody. */
        FULL
    }

    /** Takes that much more for an address; false where that cannot be. */
    public boolean take(String address, long more) {
        return ask(address, more) == Verdict.TAKEN;
    }

    /** Takes that much more for an address, or says why not. */
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

    /** A whole share for the first, and of what is left always the same part. */
    private long fair(long left) {
        return share == all || all == Long.MAX_VALUE ? share : (long) ((double) left * share / (all - share));
    }

    /** Gives back what was taken, and no more. */
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
