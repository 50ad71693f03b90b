package magpie.kit.lease;

/**
 * Leases of a store that also keeps marks: ids by name, which only grow, whoever holds what. A mark that was raised is
 * there after any crash.
 */
public interface IdLeases extends Leases {
    /**
     * The mark of a name; 0 for none. Never one that was overtaken by a {@link #raise} that had returned before.
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
