/**
 * The user service's ports in SQL, the same for SQLite and PostgreSQL. Each schema explains its tables; differences
 * between the engines are in {@link magpie.kit.sql.Dialect}.
 */
@NullMarked
package magpie.user.sql;

import org.jspecify.annotations.NullMarked;
