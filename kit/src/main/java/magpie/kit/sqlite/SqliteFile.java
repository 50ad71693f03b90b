package magpie.kit.sqlite;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import magpie.kit.StartException;
import magpie.kit.sql.Sql;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/** Opens connections to one file, and checks and migrates it first. */
final class SqliteFile {
    /** "Magp", in the file's header: identifies Magpie's files. */
    private static final int APPLICATION_ID = 0x4d616770;

    /** Files up to this size are checked page by page at each start; larger ones are trusted to SQLite's own checks. */
    private static final long QUICK_CHECK_BYTES = 16L << 20;

    private final Path file;
    private final SqliteOptions options;

    SqliteFile(Path file, SqliteOptions options) {
        this.file = file;
        this.options = options;
    }

    /** Creates the file, and so its side files, readable by the owner alone: posts, follows and keys are private. */
    static void createForOwnerOnly(Path file) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file);
                if (posix) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
        } catch (IOException e) {
            throw new StartException(file + " cannot be made readable by its owner alone: " + e, e);
        }
    }

    Sql connect() {
        NativeCode.load(folder());
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setCacheSize(-options.cacheKib());
        config.setBusyTimeout(5_000);
        config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Long.toString(64L << 20));
        config.setGetGeneratedKeys(false); // ids are generated; the driver would ask for the row's after each insert
        // Checkpoints run on a thread of their own, never inside a caller's commit.
        Properties properties = config.toProperties();
        try {
            Sql sql = new Sql(JDBC.createConnection("jdbc:sqlite:" + file, properties));
            sql.execute("PRAGMA wal_autocheckpoint = 0");
            return sql;
        } catch (SQLException e) {
            throw new StartException(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** Checks the file without changing it; absent or empty is fine. */
    void check(Schema schema) {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            NativeCode.load(folder());
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            Sql sql = new Sql(JDBC.createConnection("jdbc:sqlite:" + untouched(), config.toProperties()));
            try {
                checkOurs(sql, schema);
            } finally {
                sql.close();
            }
        } catch (SQLException | IOException e) {
            throw corrupt(String.valueOf(e.getMessage()), e);
        }
    }

    /** Marks it immutable for SQLite, which otherwise puts working files beside even what it only reads. */
    private String untouched() throws IOException {
        Path wal = Path.of(file + "-wal");
        boolean whole = !Files.exists(wal) || Files.size(wal) == 0;
        return whole ? "file:" + file.toUri().getRawPath() + "?immutable=1" : file.toString();
    }

    private void checkOurs(Sql sql, Schema schema) throws SQLException, IOException {
        if (sql.number("PRAGMA application_id", 0) != APPLICATION_ID) {
            throw new StartException(file + " is not a Magpie store (its application id is another program's)."
                    + " Give another folder with --data.");
        }
        long version = sql.number("PRAGMA user_version", 0);
        if (version > schema.version()) {
            throw new StartException(file + " was written by a newer Magpie (schema " + version
                    + ", this program knows " + schema.version()
                    + "). Start the newer program, or restore a backup made before the upgrade.");
        }
        if (Files.size(file) <= QUICK_CHECK_BYTES) {
            String verdict = sql.first("PRAGMA quick_check(1)", row -> row.getString(1));
            if (!"ok".equals(verdict)) {
                throw corrupt(String.valueOf(verdict), null);
            }
        }
    }

    private StartException corrupt(String reason, @Nullable Throwable cause) {
        String message = file + " is corrupt: " + reason
                + ". Nothing was changed. Restore a backup (./magpie restore), or move the folder away to start anew.";
        return cause == null ? new StartException(message) : new StartException(message, cause);
    }

    /** Applies the scripts that the file does not have yet, each in its own transaction. */
    void migrate(Sql sql, Schema schema) {
        try {
            for (int version = (int) sql.number("PRAGMA user_version", 0) + 1; version <= schema.version(); version++) {
                sql.execute("BEGIN IMMEDIATE");
                for (String statement : schema.statements(version)) {
                    sql.execute(statement);
                }
                sql.execute("PRAGMA application_id = " + APPLICATION_ID);
                sql.execute("PRAGMA user_version = " + version);
                sql.execute("COMMIT");
            }
        } catch (SQLException e) {
            throw new StartException(file + " cannot be brought to this program's schema: " + e.getMessage(), e);
        }
    }
}
