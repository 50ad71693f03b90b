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

/** Posts at hand. Deleted stays deleted: a deletion leaves a tombstone in a post's place. */
final class PostCache {
    /** Stands for a post that is deleted; no post has its id. */
    private static final PostFacts GONE = new PostFacts(0, 0, 0, 0, "", List.of());

    private final LongCache<PostFacts> posts;

    /** Of a store that is asked for what is not at hand. */
    PostCache(Function<long[], List<PostStore.Post>> store, int size, MeterRegistry meters) {
        this.posts = LongCache.of(
                size,
                CachePlan.loadingIds(ids -> facts(store.apply(ids)))
                        .keepingOnly(PostFacts::small)
                        .tombstone(GONE)
                        .monitored(meters, "posts"));
    }

    /** Posts that stand, and ids of those that are deleted; of others nothing is known. */
    record Known(List<PostFacts> standing, List<Long> deleted) {
        private void add(long id, PostFacts post) {
            if (post.id() == GONE.id()) {
                deleted.add(id);
            } else {
                standing.add(post);
            }
        }
    }

    /** What is not at hand is read with one statement. */
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

    /** To be asked before a post is written, and given to {@link #keep}. */
    long moment() {
        return posts.moment();
    }

    /** Keeps what was written since that moment, unless it was deleted meanwhile. */
    void keep(PostFacts post, long moment) {
        posts.keep(post.id(), post, moment);
    }

    /** Posts were deleted, durably. */
    void gone(long... postIds) {
        for (long id : postIds) {
            posts.bury(id);
        }
    }

    private static Map<Long, PostFacts> facts(List<PostStore.Post> stored) {
        Map<Long, PostFacts> facts = HashMap.newHashMap(stored.size());
        stored.forEach(post -> facts.put(post.id(), post.deleted() ? GONE : post.facts()));
        return facts;
    }
}
