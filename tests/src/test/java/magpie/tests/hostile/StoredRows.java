package magpie.tests.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts what an embedded network has stored, bypassing the program: the rows of every table of its files. */
final class StoredRows implements AutoCloseable {
    private final Map<Path, Connection> files = new TreeMap<>();

    private StoredRows() {}

    static StoredRows in(Path folder) throws IOException, SQLException {
        StoredRows rows = new StoredRows();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(path -> path.toString().endsWith(".db")).toList()) {
                rows.files.put(file, DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro"));
            }
        }
        if (rows.files.isEmpty()) {
            throw new IOException(folder + ": no files (expected: those of the services)");
        }
        return rows;
    }

    /** Numbers that change only with a commit of another connection: cheap to read. */
    List<Long> commits() throws SQLException {
        List<Long> versions = new ArrayList<>();
        for (Connection file : files.values()) {
            versions.add(number(file, "PRAGMA data_version"));
        }
        return versions;
    }

    /** Counts the rows of each table. */
    Map<String, Long> count() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (Map.Entry<Path, Connection> file : files.entrySet()) {
            for (String table : tables(file.getValue())) {
                rows.put(
                        file.getKey().getFileName() + "/" + table,
                        number(file.getValue(), "SELECT count(*) FROM \"" + table + "\""));
            }
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        for (Connection file : files.values()) {
            file.close();
        }
    }

    private static List<String> tables(Connection file) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = file.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static long number(Connection file, String query) throws SQLException {
        try (Statement statement = file.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getLong(1);
        }
    }
}
