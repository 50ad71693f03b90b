package magpie.kit.near;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Ids;
import org.jspecify.annotations.Nullable;

/**
 * What a store did not have when it was asked. Not there is another thing than deleted: it may still come, after whatever
 * made somebody ask for it, so it is remembered for {@link #MOMENT} and no longer, and not at all once it was told of. Only
 * what is old already, and does not come, is asked for more and more seldom.
 */
public final class Absences {
    /** How long at most what may still come is taken for absent. */
    public static final Duration MOMENT = Duration.ofSeconds(1);

    /** A store may show a row so long after its id was minted, whatever was down meanwhile; mostly it takes milliseconds. */
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final NearCache<Absence> absences;
    private final AtomicLong arrivals = new AtomicLong();

    /** Since when nobody has found it, and how long that is believed, on the clock of {@link System#nanoTime}. */
    private record Absence(long since, long until) {}

    /** Remembers at least so many. */
    Absences(int atLeast) {
        this.absences = new NearCache<>(atLeast);
    }

    /** Whether the store was asked for it a moment ago, and did not have it. */
    boolean isAbsent(long id) {
        Absence known = absences.get(id);
        return known != null && System.nanoTime() - known.until < 0;
    }

    /** To be asked before the store is, and given to {@link #keep}. */
    long arrivals() {
        return arrivals.get();
    }

    /** The store does not have it; unless something arrived since it was asked, which may be this. */
    void keep(long id, long arrivalsBefore) {
        long now = System.nanoTime();
        @Nullable Absence before = absences.get(id);
        long since = before == null ? now : before.since;
        absences.put(id, new Absence(since, now + believed(id, now - since).toNanos()));
        if (arrivals.get() != arrivalsBefore) {
            absences.remove(id);
        }
    }

    /** It is there, somebody says. */
    void came(long id) {
        arrivals.incrementAndGet(); // first, see keep
        absences.remove(id);
    }

    /** Anything may be there. */
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
