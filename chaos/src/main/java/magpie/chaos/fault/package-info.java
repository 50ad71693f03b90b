/** Faults: a network's processes, how they are broken and repaired. Start with {@link magpie.chaos.fault.Breaker}. */
@NullMarked
package magpie.chaos.fault;

import org.jspecify.annotations.NullMarked;
