/**
 * Engine-independent SQL, for stores that run on more than one engine. Start with {@link magpie.kit.sql.SqlDatabase}.
 */
@NullMarked
package magpie.kit.sql;

import org.jspecify.annotations.NullMarked;
