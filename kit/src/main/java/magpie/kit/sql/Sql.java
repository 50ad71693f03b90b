package magpie.kit.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its prepared statements, which stay prepared: SQL texts are constants, values are parameters.
 * Belongs to one thread at a time.
 */
public final class Sql {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** For a connection that nobody else uses until {@link #close}. */
    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row into a value. */
    public interface RowReader<T> {
        /** The value of the row the result set stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    public interface RowTaker {
        /** Takes the row the result set stands on. */
        void take(ResultSet row) throws SQLException;
    }

    /** Runs a statement that changes rows and says how many. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    /** All rows of a query, which must be bounded by its own {@code LIMIT} or key. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        each(sql, row -> found.add(reader.read(row)), values);
        return found;
    }

    /** The first row of a query, or null. */
    public <T extends @Nullable Object> @Nullable T first(String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? reader.read(rows) : null;
        }
    }

    /** The first column of the first row as a number, or a default. */
    public long number(String sql, long otherwise, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : otherwise;
        }
    }

    /** Gives every row of a query to a taker. */
    public void each(String sql, RowTaker taker, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            while (rows.next()) {
                taker.take(rows);
            }
        }
    }

    /** The first column of all rows as packed numbers. */
    public long[] numbers(String sql, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            long[] found = new long[16];
            int count = 0;
            while (rows.next()) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = rows.getLong(1);
            }
            return Arrays.copyOf(found, count);
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    /** Runs a statement once, without keeping it prepared: pragmas and schema changes. */
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Closes the statements and then the connection, or gives it back to its pool. */
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
        connection.close();
    }
}
