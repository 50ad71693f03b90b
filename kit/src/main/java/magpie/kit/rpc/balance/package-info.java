/** Chooses which of a role's processes gets a call: resolves addresses, and takes the less busy of the next two. */
@NullMarked
package magpie.kit.rpc.balance;

import org.jspecify.annotations.NullMarked;
