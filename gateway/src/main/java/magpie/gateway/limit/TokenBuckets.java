package magpie.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;

/** The port: where tokens are counted. */
public interface TokenBuckets {
    /** Tokens counted in this process alone: several gateways together allow so much more. */
    TokenBuckets LOCAL = (policy, key, figures, exact) ->
            new Local(Bucket.builder().addLimit(figures.getBandwidths()[0]).build());

    /**
     * The tokens of a key.
     *
     * @param exact whether each token is counted where all see it at once; else several instances may together allow a
     *     tenth more for each
     */
    Allowance of(String policy, String key, BucketConfiguration figures, boolean exact);

    /** A bucket in this process. */
    record Local(Bucket bucket) implements Allowance {
        @Override
        public ConsumptionProbe take() {
            return bucket.tryConsumeAndReturnRemaining(1);
        }

        @Override
        public void giveBack() {
            bucket.addTokens(1);
        }
    }
}
