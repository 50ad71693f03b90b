package magpie.gateway.limit;

import magpie.gateway.limit.Shares.Verdict;

/**
 * Counts the bytes that wait in memory for somebody on the network (bodies that are not here yet, answers that are not
 * taken yet): of all, and of each address. What strangers send has a quarter of it for itself, with smaller shares:
 * so neither do they keep those out who are signed in, nor does what is not taken keep strangers from signing in.
 */
public final class Ledger {
    private static final int STRANGERS_PART = 4;

    private final Shares strangers;
    private final Shares others;

    /** A ledger of so many bytes, of which one address may hold so many. */
    public Ledger(long all, long share) {
        this.strangers = new Shares(share / STRANGERS_PART, all / STRANGERS_PART);
        this.others = new Shares(share, all - all / STRANGERS_PART);
    }

    /**
     * Takes so many bytes more for an address.
     *
     * @param strange whether it is the body of a stranger
     */
    public Verdict take(String address, boolean strange, long bytes) {
        return (strange ? strangers : others).ask(address, bytes);
    }

    /** Gives back what was taken. */
    public void giveBack(String address, boolean strange, long bytes) {
        (strange ? strangers : others).giveBack(address, bytes);
    }

    /** How many bytes wait now. */
    public long held() {
        return strangers.total() + others.total();
    }
}
