package magpie.post.cassandra.outbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import magpie.api.Ids;
import magpie.kit.log.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds events that are to be moved to the log. New rows can only be found by their time, and a row may appear late:
 * its writer may be slow, and a batch whose coordinator died is replayed by other nodes a while later. So there are
 * three kinds of scan.
 *
 * <ul>
 *   <li>Every time: what is newer than the last scan, plus half a second. Once a second: plus five seconds, and rows
 *       from the future, as a writer's clock may be behind or ahead.
 *   <li>From time to time: everything younger than the replay window, by id, since what was sent within it is known.
 *   <li>After a start or a long pause: everything from the position on, bucket by bucket.
 * </ul>
 *
 * <p>The position, a row, moves past a bucket once that was scanned when older than the window and all of it was sent.
 * It stands still until a window has passed since Cassandra last failed to answer, because what a dead node held back
 * is written only when it returns. A new relay resends what is behind the position, at most one window.
 */
public final class CassandraOutbox implements Outbox {
    private static final Logger log = LoggerFactory.getLogger(CassandraOutbox.class);
    private static final long SHORT_OVERLAP_MILLIS = 500;
    private static final long OVERLAP_MILLIS = 5_000;
    private static final long AHEAD_MILLIS = 10_000;
    private static final long WIDE_EVERY_MILLIS = 1_000;
    private static final long LONG_PAUSE_MILLIS = 30_000;
    private static final int MAX_WAITING = 20_000;
    private static final int LOOKS_A_WINDOW = 12;

    private final OutboxRows written;
    private final OutboxReads reads;
    private final InstantSource clock;
    private final long windowMillis;

    private final TreeMap<Long, Row> waiting = new TreeMap<>();
    private final TreeMap<Long, Set<Long>> sent = new TreeMap<>();
    /** Everything before this bucket is in the log; below 0 while unknown. */
    private long position = -1;
    /** Everything before this bucket was scanned when older than the window. */
    private long looked;
    /** The first bucket that may have rows nobody has looked for. */
    private long front;

    private long lastLook;
    private long lastWideLook;
    private long lastWholeLook;
    private long holdUntil;

    public CassandraOutbox(OutboxRows written, OutboxReads reads, InstantSource clock, Duration window) {
        this.written = written;
        this.reads = reads;
        this.clock = clock;
        this.windowMillis = window.toMillis();
    }

    @Override
    public synchronized List<Row> pending(int limit) {
        long now = clock.millis();
        try {
            if (position < 0) {
                start(now);
            }
            if (waiting.size() < MAX_WAITING) {
                look(now, limit);
            }
            if (front >= OutboxRows.bucketAt(now - OVERLAP_MILLIS)
                    && now - lastWholeLook >= windowMillis / LOOKS_A_WINDOW) {
                lookAtAll(now);
            }
            move();
        } catch (RuntimeException e) {
            holdUntil = clock.millis() + windowMillis;
            throw e;
        }
        return waiting.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized void sent(List<Row> rows) {
        for (Row row : rows) {
            waiting.remove(row.id());
            sent.computeIfAbsent(OutboxRows.bucket(row.id()), bucket -> new HashSet<>())
                    .add(row.id());
        }
    }

    @Override
    public void onAppend(Runnable listener) {
        written.onAdded(listener);
    }

    private void start(long now) {
        position = reads.position();
        looked = position;
        front = position;
        holdUntil = now + windowMillis; // the state of Cassandra before is unknown
    }

    private void look(long now, int limit) {
        long recent = OutboxRows.bucketAt(now - OVERLAP_MILLIS);
        boolean behind = now - lastLook > LONG_PAUSE_MILLIS;
        boolean wide = now - lastWideLook >= WIDE_EVERY_MILLIS;
        long floor = Ids.floor(wide ? lastWideLook - OVERLAP_MILLIS : lastLook - SHORT_OVERLAP_MILLIS);
        if (behind) {
            while (front < recent && waiting.size() < limit) {
                reads.above(front, 0).forEach(this::found);
                front++;
                finallyLooked(front, now);
                move();
            }
            floor = 0;
        }
        if (behind && front < recent) {
            return; // enough for now
        }
        for (long bucket = OutboxRows.bucketAt(now + (wide ? AHEAD_MILLIS : 0)); bucket >= front; bucket--) {
            reads.above(bucket, floor).forEach(this::found);
        }
        front = Math.max(front, recent);
        lastLook = now;
        lastWideLook = wide ? now : lastWideLook;
    }

    /** Scans for late rows. */
    private void lookAtAll(long now) {
        for (long bucket = front - 1; bucket >= position; bucket--) {
            List<Row> late = reads.unknown(bucket, this::isKnown);
            late.forEach(this::found);
            if (!late.isEmpty()) {
                log.debug("{} events came late", late.size());
            }
        }
        finallyLooked(front, now);
        lastWholeLook = now;
    }

    private void found(Row row) {
        if (!isKnown(row.id())) {
            waiting.put(row.id(), row);
        }
    }

    private boolean isKnown(long id) {
        return waiting.containsKey(id)
                || sent.getOrDefault(OutboxRows.bucket(id), Set.of()).contains(id);
    }

    /** Records that everything before a bucket was scanned now. */
    private void finallyLooked(long before, long now) {
        if (now >= holdUntil) {
            looked = Math.max(looked, Math.min(before, OutboxRows.bucketAt(now - windowMillis)));
        }
    }

    private void move() {
        Map.Entry<Long, Row> oldest = waiting.firstEntry();
        long next = oldest == null ? looked : Math.min(looked, OutboxRows.bucket(oldest.getKey()));
        if (next > position) {
            reads.move(next);
            position = next;
            sent.headMap(next).clear();
        }
    }
}
