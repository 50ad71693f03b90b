package magpie.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The port to the addresses from which people have signed in, each a digest of an address and a name. It may forget
 * one: then whoever comes from there counts as a stranger until the next right password or refresh.
 */
public interface KnownPlaces {
    /** TTL of a place after its last use. */
    Duration KEPT = Duration.ofDays(30);

    /** Whether somebody signed in there. */
    boolean knows(String place);

    /** Records that somebody did. */
    void remember(String place);

    /** Places known to this process alone, until it ends. */
    static KnownPlaces local() {
        return new Local(Caffeine.newBuilder()
                .maximumSize(200_000)
                .expireAfterWrite(KEPT)
                .build());
    }

    /** Places in memory. */
    record Local(Cache<String, Boolean> places) implements KnownPlaces {
        @Override
        public boolean knows(String place) {
            return places.getIfPresent(place) != null;
        }

        @Override
        public void remember(String place) {
            places.put(place, true);
        }
    }
}
