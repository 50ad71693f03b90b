package magpie.kit.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import magpie.kit.loop.Loop;
import magpie.kit.sql.Sql;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints the WAL into the file from time to time, beside the writer, so that no caller pays for it. While writes
 * go on, new frames follow the checkpointed ones and the WAL would grow for ever; so when most is done, the writer
 * checkpoints the rest between two groups, and the next group starts over at the WAL's beginning. That also saves the
 * file system from allocating a block for each frame, which costs as much as the write. While nothing is written it
 * sleeps.
 */
final class Checkpointer implements Loop.Body {
    private static final Logger log = LoggerFactory.getLogger(Checkpointer.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Duration FOR_EVER = Duration.ofDays(1_000);

    /** Of 4 KiB each. */
    private static final long WORTHWHILE_FRAMES = 1_000;

    private final SqliteFile opener;
    private final Runnable finish;
    private final Loop loop;
    /** Has a permit if something may have been committed since the last look, as before the first. */
    private final Semaphore committed = new Semaphore(1);

    private @Nullable Sql connection;

    /** For a file whose writer finishes a checkpoint on request. */
    Checkpointer(String name, SqliteFile opener, Runnable finish) {
        this.opener = opener;
        this.finish = finish;
        this.loop = Loop.of(Thread.ofPlatform().daemon().name("checkpoint-" + name), this);
        loop.start();
    }

    /** There is something to look at: after a commit. */
    void committed() {
        if (committed.availablePermits() == 0) {
            committed.release();
        }
    }

    void close() {
        loop.end();
        committed.release();
        loop.join(FOR_EVER);
    }

    @Override
    public void round() throws InterruptedException {
        Sql sql = connection == null ? opener.connect() : connection;
        connection = sql;
        committed.acquire();
        loop.pause(EVERY);
        committed.drainPermits();
        if (!loop.isEnding()) {
            look(sql);
        }
    }

    @Override
    public void ended() {
        if (connection != null) {
            SqliteDatabase.closeQuietly(connection);
        }
    }

    private void look(Sql sql) {
        try {
            if (framesLeft(sql, "PRAGMA wal_checkpoint(NOOP)") > WORTHWHILE_FRAMES) {
                framesLeft(sql, "PRAGMA wal_checkpoint(PASSIVE)");
                long left = framesLeft(sql, "PRAGMA wal_checkpoint(PASSIVE)"); // what came while the first one synced
                finish.run();
                if (left > WORTHWHILE_FRAMES) { // a reader is in the way
                    committed();
                }
            }
        } catch (SQLException e) {
            log.warn("a checkpoint failed; the next one will catch up: {}", e.toString());
            committed();
        }
    }

    /** How many frames are not checkpointed yet; the answer's columns are busy, frames, checkpointed frames. */
    private static long framesLeft(Sql sql, String pragma) throws SQLException {
        Long left = sql.first(pragma, row -> row.getLong(2) - row.getLong(3));
        return left == null ? 0 : left;
    }
}
