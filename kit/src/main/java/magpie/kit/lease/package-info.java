/** Who of several processes may do what one alone may. Start with {@link magpie.kit.lease.Leases}. */
@NullMarked
package magpie.kit.lease;

import org.jspecify.annotations.NullMarked;
