package magpie.gateway.limit;

import io.github.bucket4j.ConsumptionProbe;

/** The tokens of one key of one limit. */
public interface Allowance {
    /** Takes one, if there is one. */
    ConsumptionProbe take();

    /** Gives one back. */
    void giveBack();
}
