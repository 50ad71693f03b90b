package magpie.post.cassandra.session;

import org.jspecify.annotations.Nullable;

/** The answer to a query that runs while the caller does something else. */
public interface Answer<R extends @Nullable Object> {
    /** Waits for the answer; fails as the query did. */
    R get();
}
