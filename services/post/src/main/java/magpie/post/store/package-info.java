/** Where posts are kept, as the service asks for it and each adapter does it: the port of the post service. */
@NullMarked
package magpie.post.store;

import org.jspecify.annotations.NullMarked;
