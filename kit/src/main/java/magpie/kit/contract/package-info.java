/**
 * What everything that stands around a contract shares: its methods, a proxy for it, and what a defect becomes.
 * Start with {@link magpie.kit.contract.Contracts}.
 */
@NullMarked
package magpie.kit.contract;

import org.jspecify.annotations.NullMarked;
