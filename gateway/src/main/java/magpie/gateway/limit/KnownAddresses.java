package magpie.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The port to the addresses from which people have signed in, each a digest of an address and a name. It may forget
 * one: then whoever comes from there counts as a stranger until the next right password or refresh.
 */
public interface KnownAddresses {
    /** TTL of an address after its last use. */
    Duration KEPT = Duration.ofDays(30);

    /** Whether somebody signed in there. */
    boolean knows(String address);

    /** Records that somebody did. */
    void remember(String address);

    /** Addresses known to this process alone, until it ends. */
    static KnownAddresses local() {
        return new Local(Caffeine.newBuilder()
                .maximumSize(200_000)
                .expireAfterWrite(KEPT)
                .build());
    }

    /** Addresses in memory. */
    record Local(Cache<String, Boolean> addresses) implements KnownAddresses {
        @Override
        public boolean knows(String address) {
            return addresses.getIfPresent(address) != null;
        }

        @Override
        public void remember(String address) {
            addresses.put(address, true);
        }
    }
}
