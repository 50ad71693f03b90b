/**
 * Posts, threads, likes and reposts with their counts, and the topics that report them. Start with
 * {@link magpie.post.PostModule}, then {@link magpie.post.store.PostStore}.
 */
@NullMarked
package magpie.post;

import org.jspecify.annotations.NullMarked;
