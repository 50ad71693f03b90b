/** The feed's index in Redis, which several instances share. Start with {@link magpie.feed.redis.RedisIndex}. */
@NullMarked
package magpie.feed.redis;

import org.jspecify.annotations.NullMarked;
