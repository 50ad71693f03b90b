/** Where accounts, sessions and keys are kept, as the service asks for it and each adapter does it: the ports. */
@NullMarked
package magpie.user.store;

import org.jspecify.annotations.NullMarked;
