package magpie.kit.lease;

/**
 * Leases of a store that also keeps marks: ids by name that only grow, whoever holds the lease. A raised mark survives
 * any crash.
 */
public interface IdLeases extends Leases {
    /**
     * The mark of a name; 0 for none. Never older than a {@link #raise} that has returned.
     *
     * @throws magpie.api.ServiceException {@code UNAVAILABLE} when the store did not answer
     */
    long mark(String name);

    /**
     * Raises the mark of a name; a lower one changes nothing.
     *
     * @throws magpie.api.ServiceException {@code UNAVAILABLE} when the store did not answer: it may be raised or not
     */
    void raise(String name, long mark);
}
