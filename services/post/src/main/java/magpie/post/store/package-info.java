/** The storage port of the post service: what the service asks for and each adapter provides. */
@NullMarked
package magpie.post.store;

import org.jspecify.annotations.NullMarked;
