package magpie.post.cassandra.session;

import org.jspecify.annotations.Nullable;

/** What was asked for beside what the caller does meanwhile. */
public interface Answer<R extends @Nullable Object> {
    /** Waits for it; fails as the question did. */
    R get();
}
