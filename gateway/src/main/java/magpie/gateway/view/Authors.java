package magpie.gateway.view;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Limits;
import magpie.api.UserRefs;
import magpie.api.user.Profile;
import magpie.api.user.Users;
import magpie.kit.near.Absences;
import magpie.kit.near.NearCache;
import magpie.kit.near.SingleFlight;
import magpie.kit.near.Unseen;
import org.jspecify.annotations.Nullable;

/**
 * The near cache of authors. The topic of users says what changed, and the gateway that changes a profile forgets it at
 * once; a short expiry is the net below both. What was asked for before a change and arrives after it is used but
 * not kept, so that a stale profile never settles. Who is not there may have just been made, and is remembered for a
 * moment: see {@link Absences}.
 */
public final class Authors {
    private final Users users;
    private final Unseen unseen;
    private final NearCache<Kept> cache;
    private final Absences absences;
    private final long keptNanos;
    private final AtomicLong changes = new AtomicLong();
    private final SingleFlight<Long, Author> flights = new SingleFlight<>(this::nearNow);

    /** A cache of so many authors, each kept so long. */
    public Authors(Users users, Unseen unseen, int size, Duration kept, MeterRegistry meters) {
        this.users = users;
        this.unseen = unseen;
        this.cache = new NearCache<Kept>(size).monitored(meters, "authors");
        this.absences = new Absences(Math.max(1, size / 10));
        this.keptNanos = kept.toNanos();
    }

    /** Those of the accounts that are visible, by id. */
    public Map<Long, Author> of(Set<Long> ids) {
        Map<Long, Author> found = known(ids);
        if (found.size() < ids.size()) {
            found.putAll(flights.load(missing(ids, found), this::fetch));
        }
        found.values().removeIf(author -> author.id() == 0);
        return found;
    }

    private record Kept(Author author, long until) {}

    /**
     * The account if it is at hand; {@link Author#ABSENT} when it is known not to be visible, null when not known.
     *
     * @param now {@link System#nanoTime}, read once for a page
     */
    @Nullable
    Author near(long id, long now) {
        if (unseen.contains(id)) {
            return Author.ABSENT;
        }
        Kept kept = cache.get(id);
        if (kept == null || now - kept.until > 0) {
            return absences.isAbsent(id) ? Author.ABSENT : null;
        }
        return kept.author;
    }

    /** Forgets an account whose profile changed. */
    public void forget(long id) {
        changes.incrementAndGet();
        cache.remove(id);
        absences.came(id);
        flights.forget(id);
    }

    private Map<Long, Author> known(Set<Long> ids) {
        Map<Long, Author> found = HashMap.newHashMap(ids.size());
        long now = System.nanoTime();
        for (Long id : ids) {
            Author author = near(id, now);
            if (author != null) {
                found.put(id, author);
            }
        }
        return found;
    }

    private @Nullable Author nearNow(long id) {
        return near(id, System.nanoTime());
    }

    private Map<Long, Author> fetch(List<Long> missing) {
        long[] ids = missing.stream().mapToLong(Long::longValue).toArray();
        long before = changes.get();
        long arrived = absences.arrivals();
        Map<Long, Author> fetched = HashMap.newHashMap(ids.length);
        for (int from = 0; from < ids.length; from += Limits.BATCH) {
            UserRefs some = new UserRefs(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + Limits.BATCH)));
            for (Profile profile : users.profiles(some).profiles()) {
                if (!unseen.contains(profile.id())) { // a peer may not have heard of it yet
                    fetched.put(profile.id(), Author.of(profile));
                }
            }
        }
        if (changes.get() == before) {
            long now = System.nanoTime();
            fetched.forEach((id, author) -> cache.put(id, new Kept(author, now + jittered())));
        }
        for (long id : ids) {
            if (fetched.putIfAbsent(id, Author.ABSENT) == null) {
                absences.keep(id, arrived);
            }
        }
        return fetched;
    }

    /** Up to a tenth less than the time to keep: what came together does not leave together. */
    private long jittered() {
        return keptNanos - ThreadLocalRandom.current().nextLong(keptNanos / 10 + 1);
    }

    private static List<Long> missing(Set<Long> ids, Map<Long, Author> found) {
        return ids.stream().filter(id -> !found.containsKey(id)).toList();
    }
}
