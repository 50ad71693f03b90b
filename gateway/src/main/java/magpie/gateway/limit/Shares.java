package magpie.gateway.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Of what there is only so much of, how much each client has: none gets more than its share, so that one alone cannot
 * take all. Clients are told apart by their network, see {@link ClientAddress#network}; who holds nothing is forgotten.
 */
public final class Shares {
    private final long share;
    private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();

    /** Shares of so much each. */
    public Shares(long share) {
        this.share = share;
    }

    /** Takes that much more for an address; false where it would be more than its share. */
    public boolean take(String address, long more) {
        boolean[] taken = new boolean[1];
        held.compute(ClientAddress.network(address), (network, before) -> {
            long after = (before == null ? 0 : before) + more;
            taken[0] = after <= share;
            return taken[0] ? (Long) after : before;
        });
        return taken[0];
    }

    /** Gives back what was taken. */
    public void giveBack(String address, long less) {
        held.computeIfPresent(
                ClientAddress.network(address), (network, before) -> before > less ? before - less : null);
    }

    /** How much an address holds now. */
    public long of(String address) {
        return held.getOrDefault(ClientAddress.network(address), 0L);
    }
}
