/**
 * What all wrappers of a contract share: its methods, a proxy for it, and the handling of defects. Start with
 * {@link magpie.kit.contract.Contracts}.
 */
@NullMarked
package magpie.kit.contract;

import org.jspecify.annotations.NullMarked;
