/** What a role is: how a service gets its peers and what it offers. Start with {@link magpie.kit.roles.RunningRole}. */
@NullMarked
package magpie.kit.roles;

import org.jspecify.annotations.NullMarked;
