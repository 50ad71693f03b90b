/** Rate limits: token buckets by user and by address. Start with {@link magpie.gateway.limit.RateLimits}. */
@NullMarked
package magpie.gateway.limit;

import org.jspecify.annotations.NullMarked;
