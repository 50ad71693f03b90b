/** The storage ports of the user service: accounts, sessions and keys. */
@NullMarked
package magpie.user.store;

import org.jspecify.annotations.NullMarked;
