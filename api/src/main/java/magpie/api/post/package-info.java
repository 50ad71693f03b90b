/**
 * Posts, threads, likes and reposts. Start with {@link magpie.api.post.Posts}.
 */
@NullMarked
package magpie.api.post;

import org.jspecify.annotations.NullMarked;
