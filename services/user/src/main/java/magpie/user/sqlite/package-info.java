/**
 * The user service's schema for one SQLite file, {@code user.db}. Start with the script {@code user-1.sql}, which
 * explains the layout.
 */
@NullMarked
package magpie.user.sqlite;

import org.jspecify.annotations.NullMarked;
