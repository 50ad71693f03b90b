package magpie.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;

/** The port that counts tokens. */
public interface TokenBuckets {
    /** Counts in this process alone: several gateways together allow that many times more. */
    TokenBuckets LOCAL = (policy, key, figures, exact) ->
            new Local(Bucket.builder().addLimit(figures.getBandwidths()[0]).build());

    /**
     * Returns the token bucket of a key.
     *
     * @param exact whether each token is counted centrally at once; if not, each instance may allow up to a tenth more
     */
    TokenBucket of(String policy, String key, BucketConfiguration figures, boolean exact);

    /** A bucket in this process. */
    record Local(Bucket bucket) implements TokenBucket {
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
