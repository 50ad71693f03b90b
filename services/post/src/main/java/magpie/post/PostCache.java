package magpie.post;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.post.PostFacts;
import magpie.kit.near.NearCache;
import org.jspecify.annotations.Nullable;

/**
 * Posts at hand. Deleted stays deleted: a deletion leaves a tombstone in a post's place, which no load replaces; and
 * since even that may be evicted, a load that began before any deletion is not kept at all. Both checks and the
 * deletion's own entry are made under the lock of the entry.
 */
final class PostCache {
    /** Stands for a post that is deleted; no post has its id. */
    private static final PostFacts GONE = new PostFacts(0, 0, 0, 0, "", List.of());

    private final NearCache<PostFacts> posts;
    private final AtomicLong deletions = new AtomicLong();

    PostCache(int size, MeterRegistry meters) {
        this.posts = new NearCache<PostFacts>(size).monitored(meters, "posts");
    }

    /** The post, what stands for a deleted one, or null when it is not known here. */
    @Nullable
    PostFacts find(long postId) {
        return posts.get(postId);
    }

    static boolean isGone(PostFacts found) {
        return found.id() == 0;
    }

    /** To be asked before the store is, and given to {@link #keep}. */
    long deletions() {
        return deletions.get();
    }

    /** Keeps what the store said, unless a post was deleted since. */
    void keep(PostFacts post, long deletionsBefore) {
        if (!post.small()) {
            return;
        }
        posts.computeIfAbsent(post.id(), id -> deletions.get() == deletionsBefore ? post : null);
    }

    /** A deleted post was asked for: the store need not be asked again. */
    void keepGone(long postId) {
        posts.put(postId, GONE);
    }

    /** Posts were deleted, durably. */
    void gone(long... postIds) {
        deletions.incrementAndGet();
        for (long id : postIds) {
            keepGone(id);
        }
    }
}
