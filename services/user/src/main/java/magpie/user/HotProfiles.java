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

/** Profiles of the people who are looked at, and which name is whose: misses are read in one query. Safe for all threads. */
final class HotProfiles {
    private final CoherentCache<Long, Profile> byId;
    /** A name is its account's for ever; entries of deleted accounts lead to no profile. */
    private final CoherentCache<String, Long> idByName;

    /** {@code kept} bounds what is stale where another instance made the change. */
    HotProfiles(UserStore store, int size, Duration kept, MeterRegistry meters) {
        this(store::profiles, store::profilesByName, size, kept, meters);
    }

    /** Of a store that is asked by ids and by names. */
    HotProfiles(
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

    /** The visible profiles of ids, each once. */
    List<Profile> of(long... userIds) {
        return of(LongStream.of(userIds).boxed().toList());
    }

    /** The visible profiles of names in lower case, each once. */
    List<Profile> named(List<String> usernames) {
        return of(idByName.all(usernames).values());
    }

    private List<Profile> of(Collection<Long> userIds) {
        return List.copyOf(byId.all(userIds).values());
    }

    /** Forgets a profile; called after the change is durable and before it is acknowledged. */
    void drop(long userId) {
        byId.forget(userId);
    }

    /** An account was made; called before that is acknowledged: who looked for it too early looks again. */
    void came(long userId, String username) {
        byId.came(userId);
        idByName.came(username);
    }

    /** Whose names they are; what was read with that is kept, too. */
    private Map<String, Long> idsOf(List<? extends String> names, Function<List<String>, List<Profile>> byNames) {
        long moment = byId.moment();
        List<Profile> read = byNames.apply(List.copyOf(names));
        read.forEach(profile -> byId.keep(profile.id(), profile, moment));
        return read.stream().collect(toMap(Profile::username, Profile::id));
    }
}
