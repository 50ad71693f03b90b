package magpie.feed.near;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityRefs;
import magpie.api.post.PostBatch;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import magpie.feed.window.Slice;
import magpie.kit.near.Absences;
import magpie.kit.near.CachePlan;
import magpie.kit.near.LongCache;
import org.jspecify.annotations.Nullable;

/**
 * Caches posts and the actors of reposts. Both are immutable until deleted, and then a tombstone takes their place. A
 * miss in the store is no tombstone, for the post may arrive after the list or event that named it: see
 * {@link Absences}. While the post store is down, this is all there is.
 */
public final class PostCache {
    /** Stands for a post that is deleted. */
    private static final PostFacts GONE_POST = new PostFacts(0, 0, 0, 0, "", List.of());
    /** Stands for a missing post, which may still arrive. */
    private static final PostFacts NO_POST = new PostFacts(0, 1, 0, 0, "", List.of());

    private static final Long GONE = 0L;
    private static final Long NOBODY = -1L;

    private final Posts posts;
    private final LongCache<PostFacts> facts;
    private final LongCache<Long> reposters;

    public PostCache(Posts posts, int most, MeterRegistry meters) {
        this.posts = posts;
        this.facts = LongCache.of(
                most,
                CachePlan.loadingIds(this::loadPosts)
                        .inBatches(Limits.BATCH)
                        .keepingOnly(PostFacts::small)
                        .tombstone(GONE_POST)
                        .absences(NO_POST, most / 10)
                        .monitored(meters, "feed-posts"));
        this.reposters = LongCache.of(
                most,
                CachePlan.loadingIds(this::loadReposters)
                        .inBatches(Limits.BATCH)
                        .tombstone(GONE)
                        .absences(NOBODY, most / 10)
                        .monitored(meters, "feed-reposters"));
    }

    /**
     * What is known about some entries, in order.
     *
     * @param posts the post of each; null when it is gone or unreachable
     * @param actors who acted; 0 when the activity is gone or unreachable
     * @param complete false when something was unreachable
     */
    public record Hydrated(@Nullable PostFacts[] posts, long[] actors, boolean complete) {}

    /** Looks entries up in the cache; reads misses in one call for posts and one for reposts. */
    public Hydrated hydrate(Slice entries) {
        @Nullable PostFacts[] found = new @Nullable PostFacts[entries.size()];
        long[] actors = new long[entries.size()];
        boolean complete = fillPosts(entries, found);
        complete &= fillActors(entries, found, actors);
        return new Hydrated(found, actors, complete);
    }

    /** A post was published: evicts its absence, cached by whoever asked too early. */
    public void addPost(long postId) {
        facts.came(postId);
    }

    public void addRepost(long activityId, long actorId) {
        reposters.came(activityId, actorId);
    }

    public void removePost(long postId) {
        facts.addTombstone(postId);
    }

    public void removeRepost(long activityId) {
        reposters.addTombstone(activityId);
    }

    /** Whether a dependency is away, which makes an answer partial; anything else is an error like any other. */
    public static boolean passOver(ServiceException e) {
        if (e.isPassing()) {
            return false;
        }
        throw e;
    }

    private static boolean isGone(PostFacts post) {
        return post.id() == GONE_POST.id();
    }

    private boolean fillPosts(Slice entries, @Nullable PostFacts[] found) {
        long[] missing = new long[entries.size()];
        int count = 0;
        for (int i = 0; i < entries.size(); i++) {
            found[i] = facts.near(entries.post(i));
            if (found[i] == null) {
                missing[count++] = entries.post(i);
            } else if (isGone(found[i])) {
                found[i] = null;
            }
        }
        if (count == 0) {
            return true;
        }
        try {
            Map<Long, PostFacts> loaded = facts.all(boxed(missing, count));
            loaded.values().removeIf(PostCache::isGone);
            for (int i = 0; i < entries.size(); i++) {
                found[i] = found[i] == null ? loaded.get(entries.post(i)) : found[i];
            }
            return true;
        } catch (ServiceException e) {
            return passOver(e);
        }
    }

    private boolean fillActors(Slice entries, @Nullable PostFacts[] found, long[] actors) {
        long[] missing = new long[entries.size()];
        int count = 0;
        for (int i = 0; i < entries.size(); i++) {
            PostFacts post = found[i];
            if (entries.activity(i) == entries.post(i)) {
                actors[i] = post == null ? 0 : post.authorId();
                continue;
            }
            Long actor = reposters.near(entries.activity(i));
            actors[i] = actor == null || actor.equals(NOBODY) ? 0 : actor;
            if (actor == null) {
                missing[count++] = entries.activity(i);
            }
        }
        if (count == 0) {
            return true;
        }
        try {
            Map<Long, Long> loaded = reposters.all(boxed(missing, count));
            for (int i = 0; i < entries.size(); i++) {
                actors[i] = actors[i] == 0 ? loaded.getOrDefault(entries.activity(i), 0L) : actors[i];
            }
            return true;
        } catch (ServiceException e) {
            return passOver(e);
        }
    }

    private Map<Long, PostFacts> loadPosts(long... ids) {
        PostBatch batch = posts.batch(new PostRefs(ids));
        Map<Long, PostFacts> loaded = HashMap.newHashMap(ids.length);
        for (PostFacts post : batch.posts()) {
            loaded.put(post.id(), post);
        }
        for (long id : batch.deletedIds()) {
            loaded.put(id, GONE_POST);
        }
        return loaded;
    }

    private Map<Long, Long> loadReposters(long... ids) {
        ActivityBatch batch = posts.activities(new ActivityRefs(ids));
        Map<Long, Long> loaded = HashMap.newHashMap(ids.length);
        for (int i = 0; i < batch.activityIds().length; i++) {
            loaded.put(batch.activityIds()[i], batch.actorIds()[i]);
        }
        return loaded;
    }

    private static List<Long> boxed(long[] ids, int count) {
        return LongStream.of(ids).limit(count).boxed().toList();
    }
}
