package magpie.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the bytes that wait in memory for somebody on the network (bodies that are not here yet, answers that are not
 * taken yet): of all, and of each address. Of nobody known only half of it is used, so that strangers alone cannot keep
 * those out who are signed in.
 */
public final class Ledger {
    private final long all;
    private final Shares shares;
    private final AtomicLong held = new AtomicLong();

    /** A ledger of so many bytes, of which one address may hold so many. */
    public Ledger(long all, long share) {
        this.all = all;
        this.shares = new Shares(share);
    }

    /** How a wish for more is met. */
    public enum Verdict {
        /** It is counted. */
        TAKEN,
        /** The address holds its share. */
        OVER_SHARE,
        /** There is no room for anybody. */
        FULL
    }

    /** Takes so many bytes more for an address. */
    public Verdict take(String address, boolean known, long bytes) {
        if (held.addAndGet(bytes) > (known ? all : all / 2)) {
            held.addAndGet(-bytes);
            return Verdict.FULL;
        }
        if (!shares.take(address, bytes)) {
            held.addAndGet(-bytes);
            return Verdict.OVER_SHARE;
        }
        return Verdict.TAKEN;
    }

    /** Gives back what was taken. */
    public void giveBack(String address, long bytes) {
        shares.giveBack(address, bytes);
        held.addAndGet(-bytes);
    }

    /** How many bytes wait now. */
    public long held() {
        return held.get();
    }
}
