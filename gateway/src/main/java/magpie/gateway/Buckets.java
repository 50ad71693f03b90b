package magpie.gateway;

import magpie.gateway.limit.KnownPlaces;
import magpie.gateway.limit.TokenBuckets;

/**
 * What the gateway stores about clients.
 *
 * @param limits how many requests each has left
 * @param places the addresses from which people have signed in
 */
record Buckets(TokenBuckets limits, KnownPlaces places) {}
