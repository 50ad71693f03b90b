package magpie.gateway.view;

import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import magpie.api.Limits;
import magpie.api.UserRefs;
import magpie.api.user.Profile;
import magpie.api.user.Users;
import magpie.kit.near.Absences;
import magpie.kit.near.CachePlan;
import magpie.kit.near.LongCache;
import magpie.kit.near.Unseen;
import org.jspecify.annotations.Nullable;

/**
 * Caches authors. The topic of users reports changes, and the gateway that changes a profile evicts it at once; a short
 * TTL is the safety net below both. A missing account may just have been created, so a miss is cached for a moment
 * only: see {@link Absences}.
 */
public final class Authors {
    private final Users users;
    private final Unseen unseen;
    private final LongCache<Author> cache;

    /** Caches {@code size} authors with the TTL {@code kept}. */
    public Authors(Users users, Unseen unseen, int size, Duration kept, MeterRegistry meters) {
        this.users = users;
        this.unseen = unseen;
        this.cache = LongCache.of(
                size,
                CachePlan.loadingIds(this::fetch)
                        .inBatches(Limits.BATCH)
                        .keptFor(kept)
                        .absences(Author.ABSENT, Math.max(1, size / 10))
                        .monitored(meters, "authors"));
    }

    /** Returns the visible ones among accounts, by id. */
    public Map<Long, Author> of(Set<Long> ids) {
        return cache.all(seen(ids));
    }

    /**
     * Returns a cached account; {@link Author#ABSENT} if known to be invisible, null if not cached.
     *
     * @param now {@link System#nanoTime}, read once for a page
     */
    @Nullable
    Author near(long id, long now) {
        return unseen.contains(id) ? Author.ABSENT : cache.near(id, now);
    }

    /** Evicts an account whose profile changed. */
    public void forget(long id) {
        cache.forget(id);
    }

    /** Removes accounts hidden from all; usually there are none, and nothing is copied. */
    private Set<Long> seen(Set<Long> ids) {
        for (long id : ids) {
            if (unseen.contains(id)) {
                return ids.stream().filter(one -> !unseen.contains(one)).collect(toSet());
            }
        }
        return ids;
    }

    private Map<Long, Author> fetch(long... ids) {
        Map<Long, Author> fetched = HashMap.newHashMap(ids.length);
        for (Profile profile : users.profiles(new UserRefs(ids)).profiles()) {
            if (!unseen.contains(profile.id())) { // the user service may not have heard of it yet
                fetched.put(profile.id(), Author.of(profile));
            }
        }
        return fetched;
    }
}
