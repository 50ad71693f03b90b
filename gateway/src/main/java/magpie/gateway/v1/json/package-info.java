/** The output of the first public API: JSON shapes, problems, cursors. */
@NullMarked
package magpie.gateway.v1.json;

import org.jspecify.annotations.NullMarked;
