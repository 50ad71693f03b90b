/**
 * What the first public API writes: its shapes as JSON, its problems, its cursors.
 */
@NullMarked
package magpie.gateway.v1.json;

import org.jspecify.annotations.NullMarked;
