package magpie.kit.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the WAL into the file from time to time, beside the writer, so that no caller pays for it. */
final class Checkpointer {
    private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);
    private static final long WORTHWHILE_BYTES = 4L << 20;

    private final Path wal;
    private final SqliteFile opener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    Checkpointer(Path file, SqliteFile opener) {
        this.wal = Path.of(file + "-wal");
        this.opener = opener;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("checkpoint-" + file.getFileName())
                .start(this::run);
    }

    void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                if (Files.exists(wal) && Files.size(wal) > WORTHWHILE_BYTES) {
                    checkpoint();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("checkpoints stopped: {}", e.toString());
        }
    }

    private void checkpoint() {
        Sql sql = opener.connect();
        try {
            sql.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            log.warn("a checkpoint failed, the next one makes up for it: {}", e.toString());
        } finally {
            SqliteDatabase.closeQuietly(sql);
        }
    }
}
