package magpie.feed.near;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
import magpie.kit.near.NearCache;
import magpie.kit.near.SingleFlight;
import org.jspecify.annotations.Nullable;

/**
 * The feed's near cache: posts, and who made a repost. Both never change, they only go; deleted stays deleted: a
 * tombstone takes the place, and a load that was under way may only fill an empty place. What the store did not have is no
 * tombstone, for it may come after the list or the event that named it: see {@link Absences}. With the post store down,
 * what is here is all there is.
 */
public final class PostCache {
    private static final PostFacts GONE_POST = new PostFacts(0, 0, 0, 0, "", List.of());
    private static final Long GONE = 0L;

    private final Posts posts;
    private final NearCache<PostFacts> facts;
    private final NearCache<Long> reposters;
    private final Absences absences;
    private final AtomicLong removals = new AtomicLong();
    private final SingleFlight<Long, PostFacts> postLoads;
    private final SingleFlight<Long, Long> reposterLoads;

    public PostCache(Posts posts, int most, MeterRegistry meters) {
        this.posts = posts;
        this.facts = new NearCache<PostFacts>(most).monitored(meters, "feed-posts");
        this.reposters = new NearCache<Long>(most).monitored(meters, "feed-reposters");
        this.absences = new Absences(most / 10);
        this.postLoads = new SingleFlight<>(facts::get);
        this.reposterLoads = new SingleFlight<>(reposters::get);
    }

    /**
     * What is known of some entries, in their order.
     *
     * @param posts the post of each; null when it is gone or cannot be reached
     * @param actors who acted; 0 when the activity is gone or cannot be reached
     * @param complete false when something could not be reached
     */
    public record Hydrated(@Nullable PostFacts[] posts, long[] actors, boolean complete) {}

    /** Looks entries up here, and what is missing in one call for posts and one for reposts. */
    public Hydrated hydrate(Slice entries) {
        @Nullable PostFacts[] found = new @Nullable PostFacts[entries.size()];
        long[] actors = new long[entries.size()];
        boolean complete = fillPosts(entries, found);
        complete &= fillActors(entries, found, actors);
        return new Hydrated(found, actors, complete);
    }

    /** It was published: whoever asked too early asks again. */
    public void addPost(long postId) {
        absences.came(postId);
    }

    public void addRepost(long activityId, long actorId) {
        absences.came(activityId);
        reposters.putIfAbsent(activityId, actorId);
    }

    public void removePost(long postId) {
        removals.incrementAndGet();
        facts.put(postId, GONE_POST);
    }

    public void removeRepost(long activityId) {
        removals.incrementAndGet();
        reposters.put(activityId, GONE);
    }

    /** A dependency that is away makes an answer partial (false); anything else is an error like any other. */
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
            found[i] = facts.get(entries.post(i));
            if (found[i] == null) {
                count = missed(entries.post(i), missing, count);
            } else if (isGone(found[i])) {
                found[i] = null;
            }
        }
        if (count == 0) {
            return true;
        }
        try {
            Map<Long, PostFacts> loaded = postLoads.load(distinct(missing, count), this::loadPosts);
            loaded.values().removeIf(PostCache::isGone);
            for (int i = 0; i < entries.size(); i++) {
                found[i] = found[i] == null ? loaded.get(entries.post(i)) : found[i];
            }
            return true;
        } catch (ServiceException e) {
            return passOver(e);
        }
    }

    /** Adds it to what must be asked for, unless it was not there a moment ago. */
    private int missed(long id, long[] missing, int count) {
        if (absences.isAbsent(id)) {
            return count;
        }
        missing[count] = id;
        return count + 1;
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
            Long actor = reposters.get(entries.activity(i));
            actors[i] = actor == null ? 0 : actor;
            if (actor == null) {
                count = missed(entries.activity(i), missing, count);
            }
        }
        if (count == 0) {
            return true;
        }
        try {
            Map<Long, Long> loaded = reposterLoads.load(distinct(missing, count), this::loadReposters);
            for (int i = 0; i < entries.size(); i++) {
                actors[i] = actors[i] == 0 ? loaded.getOrDefault(entries.activity(i), 0L) : actors[i];
            }
            return true;
        } catch (ServiceException e) {
            return passOver(e);
        }
    }

    /** Loads posts; what a delete has taken in the meantime is not put back. */
    private Map<Long, PostFacts> loadPosts(List<Long> missing) {
        long[] ids = missing.stream().mapToLong(Long::longValue).toArray();
        Map<Long, PostFacts> loaded = new HashMap<>();
        for (int from = 0; from < ids.length; from += Limits.BATCH) {
            loadPosts(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + Limits.BATCH)), loaded);
        }
        return loaded;
    }

    private void loadPosts(long[] chunk, Map<Long, PostFacts> loaded) {
        long removed = removals.get();
        long arrived = absences.arrivals();
        PostBatch batch = posts.batch(new PostRefs(chunk));
        for (PostFacts post : batch.posts()) {
            PostFacts known = keep(post, removed);
            if (known == null || !isGone(known)) {
                loaded.put(post.id(), post);
            }
        }
        for (long id : batch.deletedIds()) {
            facts.put(id, GONE_POST);
        }
        for (long id : chunk) {
            if (!loaded.containsKey(id) && facts.get(id) == null) {
                absences.keep(id, arrived);
            }
        }
    }

    /** What is known of it; what a tombstone may have stood for, which made room since, is not kept. */
    private @Nullable PostFacts keep(PostFacts post, long removed) {
        return post.small()
                ? facts.computeIfAbsent(post.id(), id -> removals.get() == removed ? post : null)
                : facts.get(post.id());
    }

    private Map<Long, Long> loadReposters(List<Long> missing) {
        long[] ids = missing.stream().mapToLong(Long::longValue).toArray();
        Map<Long, Long> loaded = new HashMap<>();
        for (int from = 0; from < ids.length; from += Limits.BATCH) {
            long[] chunk = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + Limits.BATCH));
            long arrived = absences.arrivals();
            ActivityBatch batch = posts.activities(new ActivityRefs(chunk));
            for (int i = 0; i < batch.activityIds().length; i++) {
                Long known = reposters.putIfAbsent(batch.activityIds()[i], batch.actorIds()[i]);
                loaded.put(batch.activityIds()[i], known == null ? (Long) batch.actorIds()[i] : known);
            }
            for (long id : chunk) {
                if (!loaded.containsKey(id)) {
                    absences.keep(id, arrived);
                }
            }
        }
        return loaded;
    }

    private static List<Long> distinct(long[] ids, int count) {
        return LongStream.of(ids).limit(count).distinct().boxed().toList();
    }
}
