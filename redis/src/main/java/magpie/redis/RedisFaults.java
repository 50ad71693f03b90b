package magpie.redis;

import java.util.NoSuchElementException;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** Classifies Redis errors. */
final class RedisFaults {
    /** Transient errors, of a server that is loading, failing over, full or resharding. */
    private static final Set<String> PASSING = Set.of(
            "LOADING",
            "READONLY",
            "CLUSTERDOWN",
            "MASTERDOWN",
            "NOREPLICAS",
            "TRYAGAIN",
            "OOM",
            "MISCONF",
            "BUSY",
            "UNBLOCKED");

    /** Errors that no waiting will change. */
    private static final Set<String> REFUSING = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    private RedisFaults() {}

    static boolean isPassing(JedisException e) {
        return !(e instanceof JedisDataException) || e instanceof JedisRedirectionException || is(PASSING, e);
    }

    static boolean isRefusal(JedisException e) {
        return is(REFUSING, e);
    }

    /** Whether another connection may help: this one is broken, or leads to a server that has become a replica. */
    static boolean isBrokenConnection(JedisException e) {
        return !(e.getCause() instanceof NoSuchElementException)
                && (e instanceof JedisConnectionException
                        || e instanceof JedisClusterOperationException
                        || e instanceof JedisRedirectionException
                        || is(Set.of("READONLY"), e));
    }

    private static boolean is(Set<String> codes, JedisException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf(' ');
        return codes.contains(end < 0 ? message : message.substring(0, end));
    }
}
