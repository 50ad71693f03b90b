package magpie.user.postgres;

import java.time.Duration;
import magpie.kit.lease.IdLeases;
import magpie.kit.sql.SqlDatabase;

/**
 * Leases in the table {@code lease}, by the primary's clock. A mark is a row that nobody holds and that never expires:
 * its number is zero-padded to {@value #DIGITS} digits in the holder's column, so that text compares as numbers do.
 */
final class PostgresLeases implements IdLeases {
    private static final int DIGITS = 19;

    private final SqlDatabase database;

    PostgresLeases(SqlDatabase database) {
        this.database = database;
    }

    /** Reads the clock after locking the row: a lease that expired while this waited is free. */
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

    /** Reads the primary, as a standby may lag. */
    @Override
    public long mark(String name) {
        String mark = database.write(
                sql -> sql.first("SELECT holder FROM lease WHERE name = ?", row -> row.getString(1), name));
        return mark == null ? 0 : Long.parseLong(mark);
    }

    @Override
    public void raise(String name, long mark) {
        database.write(sql -> sql.update(
                "INSERT INTO lease AS kept VALUES (?, lpad(?, ?, '0'), 'infinity')"
                        + " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder WHERE kept.holder < excluded.holder",
                name,
                Long.toString(mark),
                DIGITS));
    }
}
