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
 * The near cache of authors. The topic of users says what changed, and the gateway that changes a profile forgets it at
 * once; a short expiry is the net below both. Who is not there may have just been made, and is remembered for a moment:
 * see {@link Absences}.
 */
public final class Authors {
    private final Users users;
    private final Unseen unseen;
    private final LongCache<Author> cache;

    /** A cache of so many authors, each kept so long. */
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

    /** Those of the accounts that are visible, by id. */
    public Map<Long, Author> of(Set<Long> ids) {
        return cache.all(seen(ids));
    }

    /**
     * The account if it is at hand; {@link Author#ABSENT} when it is known not to be visible, null when not known.
     *
     * @param now {@link System#nanoTime}, read once for a page
     */
    @Nullable
    Author near(long id, long now) {
        return unseen.contains(id) ? Author.ABSENT : cache.near(id, now);
    }

    /** Forgets an account whose profile changed. */
    public void forget(long id) {
        cache.forget(id);
    }

    /** Without those whom nobody is to see; mostly all of them, and then nothing is made. */
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
            if (!unseen.contains(profile.id())) { // a peer may not have heard of it yet
                fetched.put(profile.id(), Author.of(profile));
            }
        }
        return fetched;
    }
}
