package magpie.graph.neo4j.changes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import magpie.api.Ids;
import magpie.api.ServiceException;

/** Copes with the clocks of two machines, which always differ a little. */
final class Clocks {
    private static final long MOST_MILLIS = 2_000;

    private Clocks() {}

    /**
     * Waits until an id is no longer behind another.
     *
     * @throws ServiceException if it is so far behind that a clock must be wrong
     */
    static void awaitAfter(long id, long last) {
        long behind = Ids.millis(last) - Ids.millis(id);
        if (behind > MOST_MILLIS) {
            throw ServiceException.unavailable("This machine's clock is " + behind + " ms behind another's.", null);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(1, behind)));
    }
}
