package magpie.kit.lease;

import java.time.Duration;

/**
 * Leases that a store keeps: of all processes one holds a name until a time. Whoever cannot renew before that time must
 * have stopped what the lease is for. Times are the store's where it has a clock.
 */
public interface Leases {
    /**
     * Takes or renews a lease.
     *
     * @param holder who asks: unique to a process and its start
     * @return false while another holds it
     * @throws magpie.api.ServiceException {@code UNAVAILABLE} when the store did not answer: it may be held or not
     */
    boolean hold(String name, String holder, Duration time);

    /** Gives a lease back if it is this holder's. */
    void release(String name, String holder);
}
