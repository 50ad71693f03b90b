package magpie.kit.sqlite;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import magpie.kit.sql.Sql;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the WAL into the file from time to time, beside the writer, so that no caller pays for it. While writes go on, new
 * frames come behind those that were folded, and the WAL would grow for ever; so when most is done, the writer folds the
 * little that is left between two groups, and the next one begins the WAL anew in its old place. That also spares the
 * file system from finding a new block for each frame, which costs as much as the writing.
 */
final class Checkpointer {
    private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);
    private static final long EVERY_MILLIS = 250;

    /** Of 4 KiB each. */
    private static final long WORTHWHILE_FRAMES = 1_000;

    private final SqliteFile opener;
    private final Runnable finish;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** For a file whose writer finishes a checkpoint when asked. */
    Checkpointer(String name, SqliteFile opener, Runnable finish) {
        this.opener = opener;
        this.finish = finish;
        this.thread = Thread.ofPlatform().daemon().name("checkpoint-" + name).start(this::run);
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
        Sql sql = opener.connect();
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look(sql);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            SqliteDatabase.closeQuietly(sql);
        }
    }

    private void look(Sql sql) {
        try {
            if (framesLeft(sql, "PRAGMA wal_checkpoint(NOOP)") > WORTHWHILE_FRAMES) {
                framesLeft(sql, "PRAGMA wal_checkpoint(PASSIVE)");
                framesLeft(sql, "PRAGMA wal_checkpoint(PASSIVE)"); // what came while the first one synced
                finish.run();
            }
        } catch (SQLException e) {
            log.warn("a checkpoint failed, the next one makes up for it: {}", e.toString());
        }
    }

    /** How many frames are not folded yet; the answer's columns are busy, frames, frames folded. */
    private static long framesLeft(Sql sql, String pragma) throws SQLException {
        Long left = sql.first(pragma, row -> row.getLong(2) - row.getLong(3));
        return left == null ? 0 : left;
    }
}
