package magpie.user;

import static java.util.stream.Collectors.toMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.user.Profile;
import magpie.kit.near.SingleFlight;
import magpie.user.store.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of the people who are looked at, cache-aside: misses are read in one query, a change drops the entry after
 * it was written. A profile that was read before a change and comes to the cache after it would be stale for long:
 * so each drop counts, and what was read under another count is returned but not kept. Safe for all threads.
 */
final class HotProfiles {
    private final UserStore store;
    private final Cache<Long, Profile> byId;
    /** A name is its account's for ever; entries of deleted accounts lead to no profile. */
    private final Cache<String, Long> idByName;

    private final SingleFlight<Long, Profile> loads;
    private final SingleFlight<String, Profile> loadsByName;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong drops = new AtomicLong();

    /** {@code kept} bounds what is stale where another instance made the change. */
    HotProfiles(UserStore store, int size, Duration kept, MeterRegistry meters) {
        this.store = store;
        this.byId = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfter(Expiry.writing((Long id, Profile profile) -> jittered(kept)))
                .recordStats()
                .build();
        this.idByName =
                Caffeine.newBuilder().maximumSize(size).expireAfterWrite(kept).build();
        this.loads = new SingleFlight<>(byId::getIfPresent);
        this.loadsByName = new SingleFlight<>(this::cached);
        CaffeineCacheMetrics.monitor(meters, byId, "user_profiles");
    }

    /** The visible profiles of ids, each once. */
    List<Profile> of(long... userIds) {
        List<Profile> found = new ArrayList<>(userIds.length);
        Set<Long> missing = new LinkedHashSet<>();
        Set<Long> asked = new LinkedHashSet<>();
        for (long userId : userIds) {
            if (asked.add(userId)) {
                addOrMiss(byId.getIfPresent(userId), userId, found, missing);
            }
        }
        if (!missing.isEmpty()) {
            found.addAll(loads.load(missing, this::load).values());
        }
        return found;
    }

    /** The visible profiles of names in lower case, each once. */
    List<Profile> named(List<String> usernames) {
        List<Profile> found = new ArrayList<>(usernames.size());
        Set<String> missing = new LinkedHashSet<>();
        for (String username : new LinkedHashSet<>(usernames)) {
            addOrMiss(cached(username), username, found, missing);
        }
        if (!missing.isEmpty()) {
            found.addAll(loadsByName.load(missing, this::loadByName).values());
        }
        return found;
    }

    /** Forgets a profile; called after the change is durable and before it is acknowledged. */
    void drop(long userId) {
        lock.lock();
        try {
            drops.incrementAndGet();
            byId.invalidate(userId);
            loads.forget(userId);
            loadsByName.forgetAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Profile cached(String username) {
        Long userId = idByName.getIfPresent(username);
        return userId == null ? null : byId.getIfPresent(userId);
    }

    private Map<Long, Profile> load(List<Long> userIds) {
        long before = drops.get();
        long[] ids = userIds.stream().mapToLong(Long::longValue).toArray();
        return keep(store.profiles(ids), before).stream().collect(toMap(Profile::id, profile -> profile));
    }

    private Map<String, Profile> loadByName(List<String> usernames) {
        long before = drops.get();
        return keep(store.profilesByName(usernames), before).stream()
                .collect(toMap(Profile::username, profile -> profile));
    }

    /** Up to a tenth less than the time to keep: what came together does not leave together. */
    private static Duration jittered(Duration kept) {
        return kept.minusNanos(ThreadLocalRandom.current().nextLong(kept.toNanos() / 10 + 1));
    }

    /** Keeps what was read, unless something changed since {@code before}: it may be what changed. */
    List<Profile> keep(List<Profile> read, long before) {
        lock.lock();
        try {
            if (drops.get() == before) {
                read.forEach(this::put);
            }
            return read;
        } finally {
            lock.unlock();
        }
    }

    private void put(Profile profile) {
        byId.put(profile.id(), profile);
        idByName.put(profile.username(), profile.id());
    }

    private static <K> void addOrMiss(@Nullable Profile profile, K key, List<Profile> found, Set<K> missing) {
        if (profile == null) {
            missing.add(key);
        } else {
            found.add(profile);
        }
    }
}
