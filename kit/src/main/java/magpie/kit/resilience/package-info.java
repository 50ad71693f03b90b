/**
 * Protection of a caller from a peer that may fail: circuit breakers, bulkheads and careful retries. Start with
 * {@link magpie.kit.resilience.Guard}.
 */
@NullMarked
package magpie.kit.resilience;

import org.jspecify.annotations.NullMarked;
