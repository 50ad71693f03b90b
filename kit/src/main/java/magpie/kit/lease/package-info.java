/** Elects the one of several processes that may do something. Start with {@link magpie.kit.lease.Leases}. */
@NullMarked
package magpie.kit.lease;

import org.jspecify.annotations.NullMarked;
