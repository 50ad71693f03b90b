package magpie.user.sqlite;

import magpie.kit.sqlite.Schema;

/** The user service's store as one SQLite file, with the statements of {@link magpie.user.sql}. */
public final class SqliteUsers {
    private SqliteUsers() {}

    /** All scripts so far. */
    public static Schema schema() {
        return Schema.of(SqliteUsers.class, "user-1.sql");
    }
}
