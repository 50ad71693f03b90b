package magpie.kit.near;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import magpie.api.ServiceException;
import magpie.kit.fastpath.FastPath;
import org.jspecify.annotations.Nullable;

/**
 * Merges concurrent loads beside a cache: many callers that miss the same key ask the store once, and all get its
 * answer, or its failure. So a hot key that is evicted causes no stampede.
 */
final class SingleFlight<K, V> {
    private final Function<K, @Nullable V> cached;
    private final ConcurrentHashMap<K, CompletableFuture<Map<K, V>>> underWay = new ConcurrentHashMap<>();

    /** Loads beside a cache, which is checked once more before a load: another may have just finished. */
    SingleFlight(Function<K, @Nullable V> cached) {
        this.cached = cached;
    }

    /**
     * Returns the values of keys that missed the cache, without those that do not exist. May wait, so it ends a
     * {@link FastPath} attempt.
     *
     * @param load asks for several at once and puts what may be kept into the cache before it returns
     */
    Map<K, V> load(Collection<K> missing, Function<? super List<K>, ? extends Map<K, V>> load) {
        FastPath.exceeded();
        Set<K> failed = new HashSet<>();
        Map<K, V> found = load(missing, load, failed);
        if (!failed.isEmpty()) {
            found.putAll(load(failed, load, null));
        }
        return found;
    }

    /**
     * Loads what nobody loads yet, and joins others for the rest.
     *
     * @param failed takes the keys whose load by another failed for a reason that passes, which may be that other's own:
     *     its caller went away, or had less time left. Null where that is a failure here, too
     */
    private Map<K, V> load(
            Collection<K> missing, Function<? super List<K>, ? extends Map<K, V>> load, @Nullable Set<K> failed) {
        CompletableFuture<Map<K, V>> mine = new CompletableFuture<>();
        Map<K, CompletableFuture<Map<K, V>>> others = new HashMap<>();
        List<K> own = new ArrayList<>();
        for (K key : Set.copyOf(missing)) {
            CompletableFuture<Map<K, V>> other = underWay.putIfAbsent(key, mine);
            if (other == null) {
                own.add(key);
            } else {
                others.put(key, other);
            }
        }
        Map<K, V> found = own.isEmpty() ? new HashMap<>() : fly(own, mine, load);
        others.forEach((key, other) -> {
            try {
                V value = landed(other).get(key);
                if (value != null) {
                    found.put(key, value);
                }
            } catch (ServiceException e) {
                if (failed == null || !e.isPassing()) {
                    throw e;
                }
                failed.add(key);
            }
        });
        return found;
    }

    /** Notes that a key's value changed: later callers do not join a load that may have begun before. */
    void forget(K key) {
        underWay.remove(key);
    }

    /** Notes that something changed, and that it is not known under which key. */
    void forgetAll() {
        underWay.clear();
    }

    private Map<K, V> fly(
            List<K> own, CompletableFuture<Map<K, V>> mine, Function<? super List<K>, ? extends Map<K, V>> load) {
        try {
            Map<K, V> found = loaded(own, load);
            leave(own, mine);
            mine.complete(Map.copyOf(found));
            return found;
        } catch (RuntimeException | Error e) {
            leave(own, mine); // first: who waited for it and tries again must not join it once more
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private void leave(List<K> own, CompletableFuture<Map<K, V>> mine) {
        own.forEach(key -> underWay.remove(key, mine));
    }

    private Map<K, V> loaded(List<K> own, Function<? super List<K>, ? extends Map<K, V>> load) {
        Map<K, V> found = new HashMap<>();
        List<K> wanted = new ArrayList<>(own.size());
        for (K key : own) {
            V value = cached.apply(key);
            if (value == null) {
                wanted.add(key);
            } else {
                found.put(key, value);
            }
        }
        if (!wanted.isEmpty()) {
            found.putAll(load.apply(wanted));
        }
        return found;
    }

    private static <T> T landed(CompletableFuture<T> flight) {
        try {
            return flight.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }
}
