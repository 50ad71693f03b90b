package magpie.gateway.limit;

import java.util.List;
import magpie.api.Code;
import magpie.api.ServiceException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a limit after a request.
 *
 * @param policy the limit; null if there is none
 * @param allowed whether the request was within it
 * @param remaining how many more are allowed at once
 * @param resetSeconds until the whole quota is available again
 * @param retrySeconds until one more is allowed
 */
public record RateLimitStatus(
        @Nullable Policy policy, boolean allowed, long remaining, long resetSeconds, long retrySeconds) {
    /** The state when limits are off. */
    public static final RateLimitStatus UNLIMITED = new RateLimitStatus(null, true, 0, 0, 0);

    /** Whether there is a limit at all. */
    public boolean limited() {
        return policy != null;
    }

    /** Throws {@code RATE_LIMITED} if the request was too much. */
    public void check() {
        if (!allowed) {
            throw new ServiceException(
                    Code.RATE_LIMITED,
                    "Too many requests. Try again in " + retrySeconds + " s.",
                    List.of(),
                    Math.toIntExact(retrySeconds),
                    null);
        }
    }
}
