package magpie.gateway;

import magpie.gateway.limit.KnownAddresses;
import magpie.gateway.limit.TokenBuckets;

/**
 * What the gateway stores about clients.
 *
 * @param limits how many requests each has left
 * @param addresses the addresses from which people have signed in
 */
record ClientState(TokenBuckets limits, KnownAddresses addresses) {}
