package magpie.kit.resilience;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the retries sent to a peer: one for every ten calls that succeeded, and a few in advance. When everything
 * fails, retries would multiply the load on a peer that already has too much; the budget ends them. The scheme is that
 * of gRPC's retry throttling.
 */
final class RetryBudget {
    private static final int RETRY = 10;
    private static final int SUCCESS = 1;
    private static final int MOST = 20 * RETRY;

    private final AtomicInteger tokens = new AtomicInteger(MOST);

    /** Takes one retry; false if none is left. */
    boolean take() {
        return tokens.getAndUpdate(had -> had < RETRY ? had : had - RETRY) >= RETRY;
    }

    /** Earns a tenth of a retry. A full budget, the usual case, is only read: no cache line moves between cores. */
    void earn() {
        if (tokens.get() < MOST) {
            tokens.updateAndGet(had -> Math.min(MOST, had + SUCCESS));
        }
    }
}
