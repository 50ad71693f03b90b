package magpie.user.postgres;

import java.time.Duration;
import magpie.kit.lease.Leases;
import magpie.kit.sql.SqlDatabase;

/** The table {@code lease}; times are the primary's. */
final class PostgresLeases implements Leases {
    private final SqlDatabase database;

    PostgresLeases(SqlDatabase database) {
        this.database = database;
    }

    /** The clock is read behind the lock of the row: what ran out while this waited is free. */
    @Override
    public boolean hold(String name, String holder, Duration time) {
        return database.write(sql -> sql.update(
                        "INSERT INTO lease AS held VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')"
                                + " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder,"
                                + " ends_at = clock_timestamp() + ? * interval '1 millisecond'"
                                + " WHERE held.holder = excluded.holder OR held.ends_at <= clock_timestamp()",
                        name,
                        holder,
                        time.toMillis(),
                        time.toMillis()))
                > 0;
    }

    @Override
    public void release(String name, String holder) {
        database.write(sql -> sql.update("DELETE FROM lease WHERE name = ? AND holder = ?", name, holder));
    }
}
