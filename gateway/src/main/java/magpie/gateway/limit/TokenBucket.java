package magpie.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;

/** The token bucket of one key under one limit. */
public interface TokenBucket {
    /** Takes a token, if there is one. */
    ConsumptionProbe take();

    /** Returns a token. */
    void giveBack();
}
