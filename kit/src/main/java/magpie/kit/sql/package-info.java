/**
 * SQL without an engine: what stores are written against that run on more than one. Start with
 * {@link magpie.kit.sql.SqlDatabase}.
 */
@NullMarked
package magpie.kit.sql;

import org.jspecify.annotations.NullMarked;
