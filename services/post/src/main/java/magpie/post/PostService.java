package magpie.post;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.api.Done;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.ServiceException;
import magpie.api.UserPage;
import magpie.api.UserRefs;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.api.post.ActivityRefs;
import magpie.api.post.AuthorListing;
import magpie.api.post.Conversation;
import magpie.api.post.Conversation.Ancestor;
import magpie.api.post.Merge;
import magpie.api.post.PostBatch;
import magpie.api.post.PostCounts;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostFacts;
import magpie.api.post.PostPage;
import magpie.api.post.PostRef;
import magpie.api.post.PostRefs;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Posts;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.post.Reacted;
import magpie.api.post.Reaction;
import magpie.api.post.TagListing;
import magpie.post.store.PostStore;
import magpie.text.PostText;

/** Checks requests, calls the store, and caches hot posts. Thread-safe. */
final class PostService implements Posts {
    private final PostConfig config;
    private final PostStore store;
    private final PostCache cache;
    private final PostUpkeep upkeep;
    private final InstantSource clock;

    PostService(PostConfig config, PostStore store, PostCache cache, PostUpkeep upkeep, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.cache = cache;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    @Override
    public Published publish(Publication request) {
        PostStore.NewPost newPost = PostRules.newPost(request);
        PostStore.Once once = PostRules.once(request, clock.millis(), config.idempotencyHours());
        long moment = cache.moment();
        PostStore.Stored stored = store.publish(newPost, once);
        PostFacts post = stored.post().facts();
        if (!stored.repeated()) {
            cache.keep(post, moment);
        }
        return new Published(post, stored.repeated());
    }

    @Override
    public Published published(Publication request) {
        PostStore.Once once = PostRules.once(request, clock.millis(), config.idempotencyHours());
        PostStore.Post before = once == null ? null : store.published(request.authorId(), once);
        if (before == null) {
            throw ServiceException.notFound("post");
        }
        return new Published(before.facts(), true);
    }

    @Override
    public Done delete(PostDeletion request) {
        store.delete(request);
        cache.gone(request.postId());
        upkeep.wake();
        return Done.DONE;
    }

    @Override
    public PostBatch batch(PostRefs request) {
        Limits.checkBatch("postIds", request.postIds().length);
        PostCache.Known known = cache.known(request.postIds());
        return new PostBatch(
                known.existing(), known.deleted().stream().mapToLong(id -> id).toArray());
    }

    @Override
    public ActivityBatch activities(ActivityRefs request) {
        Limits.checkBatch("activityIds", request.activityIds().length);
        return store.activities(request.activityIds());
    }

    @Override
    public PostStats stats(PostStatsQuery request) {
        Limits.checkBatch("postIds", request.postIds().length);
        return store.stats(request);
    }

    @Override
    public ActivityPage byAuthor(AuthorListing request) {
        Limits.checkPage(request.limit());
        return store.byAuthor(request);
    }

    @Override
    public ActivityPage merged(Merge request) {
        Limits.checkPage(request.limit());
        Limits.checkBatch("authorIds", request.authorIds().length, PostRules.MAX_AUTHORS);
        return store.merged(request);
    }

    @Override
    public Conversation thread(PostRef request) {
        long[] above = store.ancestors(request.postId(), PostRules.MAX_ANCESTORS);
        long[] all = Arrays.copyOf(above, above.length + 1);
        all[above.length] = request.postId();
        Map<Long, PostFacts> found = new HashMap<>();
        posts(all).forEach(post -> found.put(post.id(), post));
        List<Ancestor> ancestors = new ArrayList<>(above.length);
        for (int i = above.length - 1; i >= 0; i--) {
            ancestors.add(new Ancestor(above[i], found.get(above[i])));
        }
        return new Conversation(ancestors, found.get(request.postId()));
    }

    @Override
    public PostPage replies(Listing request) {
        Limits.checkPage(request.limit());
        return page(store.replies(request));
    }

    @Override
    public PostPage byTag(TagListing request) {
        Limits.checkPage(request.limit());
        return page(store.byTag(new TagListing(PostText.foldTag(request.tag()), request.before(), request.limit())));
    }

    @Override
    public Reacted like(Reaction request) {
        store.like(request.userId(), request.postId());
        return reacted(request, 0);
    }

    @Override
    public Reacted unlike(Reaction request) {
        store.unlike(request.userId(), request.postId());
        return reacted(request, 0);
    }

    @Override
    public Reacted repost(Reaction request) {
        return reacted(request, store.repost(request.userId(), request.postId()));
    }

    @Override
    public Reacted unrepost(Reaction request) {
        return reacted(request, store.unrepost(request.userId(), request.postId()));
    }

    @Override
    public UserPage likes(Listing request) {
        Limits.checkPage(request.limit());
        return store.likes(request);
    }

    @Override
    public UserPage reposts(Listing request) {
        Limits.checkPage(request.limit());
        return store.reposts(request);
    }

    @Override
    public PostPage likedBy(Listing request) {
        Limits.checkPage(request.limit());
        return page(store.likedBy(request));
    }

    @Override
    public PostCounts postCounts(UserRefs request) {
        Limits.checkBatch("userIds", request.userIds().length);
        return new PostCounts(store.postCounts(request.userIds()));
    }

    @Override
    public Recounted recount(RecountChunk request) {
        Limits.checkPage(request.limit());
        return store.recount(request);
    }

    private Reacted reacted(Reaction request, long activityId) {
        long[] postId = {request.postId()};
        List<PostFacts> post = posts(postId);
        PostStats stats = store.stats(request.userId(), postId);
        if (post.isEmpty() || stats.has(0, PostStats.GONE)) {
            throw ServiceException.notFound("post"); // its author deleted it first
        }
        return new Reacted(post.getFirst(), stats, activityId);
    }

    private PostPage page(PostStore.PostKeys keys) {
        long next = keys.more() ? keys.keys()[keys.keys().length - 1] : 0;
        Map<Long, PostFacts> found = new HashMap<>();
        posts(keys.postIds()).forEach(post -> found.put(post.id(), post));
        List<PostFacts> posts = new ArrayList<>(keys.postIds().length);
        for (long id : keys.postIds()) {
            PostFacts post = found.get(id);
            if (post != null) {
                posts.add(post);
            }
        }
        return new PostPage(posts, next);
    }

    private List<PostFacts> posts(long[] ids) {
        return cache.known(ids).existing();
    }
}
