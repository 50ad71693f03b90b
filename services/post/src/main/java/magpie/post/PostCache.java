package magpie.post;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import magpie.api.post.PostFacts;
import magpie.kit.near.CachePlan;
import magpie.kit.near.LongCache;
import magpie.post.store.PostStore;

/** Caches posts. Deleted stays deleted: a deletion leaves a tombstone in the post's place. */
final class PostCache {
    /** The tombstone of a deleted post. No real post has its id. */
    private static final PostFacts GONE = new PostFacts(0, 0, 0, 0, "", List.of());

    private final LongCache<PostFacts> posts;

    /** Reads misses from {@code store}. */
    PostCache(Function<long[], List<PostStore.Post>> store, int size, MeterRegistry meters) {
        this.posts = LongCache.of(
                size,
                CachePlan.loadingIds(ids -> facts(store.apply(ids)))
                        .keepingOnly(PostFacts::small)
                        .tombstone(GONE)
                        .monitored(meters, "posts"));
    }

    /** Posts that exist, and ids of deleted posts. Nothing is known about the rest. */
    record Known(List<PostFacts> existing, List<Long> deleted) {
        private void add(long id, PostFacts post) {
            if (post.id() == GONE.id()) {
                deleted.add(id);
            } else {
                existing.add(post);
            }
        }
    }

    /** Returns what is known; reads all misses with one statement. */
    Known known(long... ids) {
        Known found = new Known(new ArrayList<>(ids.length), new ArrayList<>(0));
        long[] missed = new long[ids.length];
        int misses = 0;
        for (long id : ids) {
            PostFacts post = posts.near(id);
            if (post == null) {
                missed[misses++] = id;
            } else {
                found.add(id, post);
            }
        }
        if (misses > 0) {
            posts.all(LongStream.of(missed).limit(misses).boxed().toList()).forEach(found::add);
        }
        return found;
    }

    /** Returns the moment to pass to {@link #keep}; call it before the post is written. */
    long moment() {
        return posts.moment();
    }

    /** Caches a post written since that moment, unless it was deleted meanwhile. */
    void keep(PostFacts post, long moment) {
        posts.keep(post.id(), post, moment);
    }

    /** Replaces posts by tombstones, once their deletion is durable. */
    void gone(long... postIds) {
        for (long id : postIds) {
            posts.addTombstone(id);
        }
    }

    private static Map<Long, PostFacts> facts(List<PostStore.Post> stored) {
        Map<Long, PostFacts> facts = HashMap.newHashMap(stored.size());
        stored.forEach(post -> facts.put(post.id(), post.deleted() ? GONE : post.facts()));
        return facts;
    }
}
