package magpie.kit.lease;

import java.time.Duration;

/**
 * Leases kept by a store: only one process at a time holds a name, until a deadline. A holder that cannot renew in time
 * must have stopped what the lease is for. Times are the store's if it has a clock.
 */
public interface Leases {
    /**
     * Takes or renews a lease.
     *
     * @param holder unique to a process and its start
     * @return false while another process holds it
     * @throws magpie.api.ServiceException {@code UNAVAILABLE} when the store did not answer: it may be held or not
     */
    boolean hold(String name, String holder, Duration time);

    /** Releases a lease if this holder has it. */
    void release(String name, String holder);
}
