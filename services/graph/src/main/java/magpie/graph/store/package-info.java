/**
 * Where relationships are kept, as the service asks for it and each adapter does it; and the rules by which all of them
 * decide what a change does.
 */
@NullMarked
package magpie.graph.store;

import org.jspecify.annotations.NullMarked;
