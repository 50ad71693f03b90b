package magpie.gateway.limit;

import magpie.gateway.limit.Shares.Verdict;

/**
 * Counts the bytes that wait in memory for a peer on the network (incomplete bodies, untaken answers), in all and per
 * address. Bodies of strangers are limited to a quarter, with smaller shares: so strangers cannot keep out those who
 * are signed in, nor can untaken answers keep strangers from signing in.
 */
public final class Ledger {
    private static final int STRANGERS_PART = 4;

    private final Shares strangers;
    private final Shares others;

    /** Creates a ledger of {@code all} bytes, of which one address may hold {@code share}. */
    public Ledger(long all, long share) {
        this.strangers = new Shares(share / STRANGERS_PART, all / STRANGERS_PART);
        this.others = new Shares(share, all - all / STRANGERS_PART);
    }

    /**
     * Takes bytes for an address.
     *
     * @param strange whether it is the body of a stranger
     */
    public Verdict take(String address, boolean strange, long bytes) {
        return (strange ? strangers : others).ask(address, bytes);
    }

    /** Returns what was taken. */
    public void giveBack(String address, boolean strange, long bytes) {
        (strange ? strangers : others).giveBack(address, bytes);
    }

    /** The bytes waiting now. */
    public long held() {
        return strangers.total() + others.total();
    }
}
