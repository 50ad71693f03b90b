package magpie.gateway;

import magpie.gateway.limit.KnownPlaces;
import magpie.gateway.limit.TokenBuckets;

/**
 * What the gateway keeps of who asks.
 *
 * @param limits how much each has left
 * @param places from where accounts were opened before
 */
record Buckets(TokenBuckets limits, KnownPlaces places) {}
