/**
 * Redis: one way to reach it, single, behind sentinels or as a cluster, and libraries of functions that run in it.
 * Start with {@link magpie.redis.Redis}.
 */
@NullMarked
package magpie.redis;

import org.jspecify.annotations.NullMarked;
