/**
 * What a role is: how a service is given its peers and what it puts on the table. Start with
 * {@link magpie.kit.roles.RunningRole}.
 */
@NullMarked
package magpie.kit.roles;

import org.jspecify.annotations.NullMarked;
