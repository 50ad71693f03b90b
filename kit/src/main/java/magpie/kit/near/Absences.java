package magpie.kit.near;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which rows a store did not have. Absent is not deleted: the row may still arrive, after whatever caused the
 * question, so an absence is kept for {@link #MOMENT} only, and dropped as soon as the row is announced. Only for ids
 * that are old and stay absent do the questions become rarer and rarer.
 */
public final class Absences {
    /** The longest that a row which may still arrive is taken for absent. */
    public static final Duration MOMENT = Duration.ofSeconds(1);

    /**
     * A store may show a row this long after its id was generated, whatever was down; usually it takes milliseconds.
     */
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final NearCache<Absence> absences;
    private final AtomicLong arrivals = new AtomicLong();

    /** Since when it has not been found, and until when to believe that, by {@link System#nanoTime}. */
    private record Absence(long since, long until) {}

    /** Remembers at least this many. */
    Absences(int atLeast) {
        this.absences = new NearCache<>(atLeast);
    }

    /** Whether the store was asked for it a moment ago and did not have it. */
    boolean isAbsent(long id) {
        Absence known = absences.get(id);
        return known != null && System.nanoTime() - known.until < 0;
    }

    /** Must be read before the store is asked, and passed to {@link #keep}. */
    long arrivals() {
        return arrivals.get();
    }

    /** Keeps that the store does not have it, unless something arrived since it was asked: this may be it. */
    void keep(long id, long arrivalsBefore) {
        long now = System.nanoTime();
        @Nullable Absence before = absences.get(id);
        long since = before == null ? now : before.since;
        absences.put(id, new Absence(since, now + believed(id, now - since).toNanos()));
        if (arrivals.get() != arrivalsBefore) {
            absences.remove(id);
        }
    }

    /** Drops the absence: somebody says that the row is there. */
    void came(long id) {
        arrivals.incrementAndGet(); // first, see keep
        absences.remove(id);
    }

    /** Drops all absences: any row may be there. */
    void allCame() {
        arrivals.incrementAndGet(); // first, see keep
        absences.clear();
    }

    private static Duration believed(long id, long absentNanos) {
        boolean young = Ids.millis(id) > System.currentTimeMillis() - YOUNG.toMillis();
        Duration absent = Duration.ofNanos(absentNanos);
        if (young || absent.compareTo(MOMENT) < 0) {
            return MOMENT;
        }
        return absent.compareTo(LONGEST) < 0 ? absent : LONGEST;
    }
}
