package magpie.gateway.http;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are written to the access log. A line for each costs more than half of what a feed read costs, and
 * reveals who read when; the meters count all requests in any case.
 */
public enum AccessLog {
    /** Requests that failed by the server's fault, and slow ones. */
    PROBLEMS,
    /** All but probes. */
    ALL,
    /** None. */
    OFF;

    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Returns the value that a setting names. */
    public static AccessLog of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean wants(@Nullable Route route, int status, long nanos) {
        boolean probe = route != null && route.access() == Access.PROBE;
        return switch (this) {
            case PROBLEMS -> !probe && (status >= 500 || nanos >= SLOW_NANOS);
            case ALL -> !probe;
            case OFF -> false;
        };
    }
}
