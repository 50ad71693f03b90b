/**
 * What stands between a caller and a peer that may fail: a circuit breaker and careful retries.
 * Start with {@link magpie.kit.resilience.Guard}.
 */
@NullMarked
package magpie.kit.resilience;

import org.jspecify.annotations.NullMarked;
