package magpie.kit.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many retries a peer may be sent: one for every ten calls that succeeded, and a few in advance. When everything
 * fails, retries would be a multiple of the load on a peer that has too much of it already; so they end. The scheme is
 * that of gRPC's retry throttling.
 */
final class RetryBudget {
    private static final int RETRY = 10;
    private static final int SUCCESS = 1;
    private static final int MOST = 20 * RETRY;

    private final AtomicInteger tokens = new AtomicInteger(MOST);

    /** Takes one retry; false when there is none left. */
    boolean take() {
        return tokens.getAndUpdate(had -> had < RETRY ? had : had - RETRY) >= RETRY;
    }

    /** A call succeeded. A full budget, the usual, is only read: no cache line moves between cores. */
    void earn() {
        if (tokens.get() < MOST) {
            tokens.updateAndGet(had -> Math.min(MOST, had + SUCCESS));
        }
    }
}
