/** Which of a role's processes a call goes to: their addresses, and the less busy of the next two. */
@NullMarked
package magpie.kit.rpc.balance;

import org.jspecify.annotations.NullMarked;
