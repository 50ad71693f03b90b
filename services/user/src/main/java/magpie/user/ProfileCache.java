package magpie.user;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import magpie.api.user.Profile;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import magpie.user.store.UserStore;

/** Caches profiles and the owners of names; reads all misses in one query. Thread-safe. */
final class ProfileCache {
    private final CoherentCache<Long, Profile> byId;
    /** A name belongs to its account forever; entries of deleted accounts lead to no profile. */
    private final CoherentCache<String, Long> idByName;

    /** {@code kept} is the TTL: it bounds staleness where another instance made the change. */
    ProfileCache(UserStore store, int size, Duration kept, MeterRegistry meters) {
        this(store::profiles, store::profilesByName, size, kept, meters);
    }

    /** Reads misses by ids and by names. */
    ProfileCache(
            Function<long[], List<Profile>> byIds,
            Function<List<String>, List<Profile>> byNames,
            int size,
            Duration kept,
            MeterRegistry meters) {
        this.byId = CachePlan.loadingIds(
                        ids -> byIds.apply(ids).stream().collect(toMap(Profile::id, profile -> profile)))
                .keptFor(kept)
                .monitored(meters, "user_profiles")
                .entries(size);
        this.idByName = CachePlan.<String, Long>loading(names -> idsOf(names, byNames))
                .keptFor(kept)
                .entries(size);
    }

    /** Returns the visible profiles of ids, without duplicates. */
    List<Profile> of(long... userIds) {
        return of(LongStream.of(userIds).boxed().toList());
    }

    /** Returns the visible profiles of names in lower case, without duplicates. */
    List<Profile> named(List<String> usernames) {
        return of(idByName.all(usernames).values());
    }

    private List<Profile> of(Collection<Long> userIds) {
        return List.copyOf(byId.all(userIds).values());
    }

    /** Evicts a profile; call it after the change is durable and before it is acknowledged. */
    void drop(long userId) {
        byId.forget(userId);
    }

    /** An account was created: evicts its absence, cached by whoever looked too early. Call it before the answer. */
    void came(long userId, String username) {
        byId.came(userId);
        idByName.came(username);
    }

    /** Returns the owners of names, and caches the profiles read along the way. */
    private Map<String, Long> idsOf(List<? extends String> names, Function<List<String>, List<Profile>> byNames) {
        long moment = byId.moment();
        List<Profile> read = byNames.apply(List.copyOf(names));
        read.forEach(profile -> byId.keep(profile.id(), profile, moment));
        return read.stream().collect(toMap(Profile::username, Profile::id));
    }
}
