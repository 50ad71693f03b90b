/**
 * The user service's ports in SQL, the same for SQLite and PostgreSQL. Tables are explained in the schema of each; what
 * engines say differently is in {@link magpie.kit.sql.Dialect}.
 */
@NullMarked
package magpie.user.sql;

import org.jspecify.annotations.NullMarked;
