package magpie.gateway;

import java.util.Arrays;
import java.util.List;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.UserRefs;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Conversation;
import magpie.api.post.PostBatch;
import magpie.api.post.PostCounts;
import magpie.api.post.PostFacts;
import magpie.api.post.PostPage;
import magpie.api.post.PostRef;
import magpie.api.post.PostRefs;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.post.Reacted;
import magpie.api.post.Reaction;
import magpie.api.post.TagListing;

/** Just enough of posts and reactions. */
final class TinyPosts {
    private final TinyNetwork network;

    TinyPosts(TinyNetwork network) {
        this.network = network;
    }

    public Published publish(Publication request) {
        if (request.text().isEmpty()) {
            throw ServiceException.invalid("text", "Must not be empty.");
        }
        if (request.idempotencyKey() != null && network.idempotent.containsKey(request.idempotencyKey())) {
            return new Published(
                    network.idempotent.get(request.idempotencyKey()).post(), true);
        }
        network.published.add(request);
        long id = network.post(request.authorId(), request.text());
        Published published = new Published(network.posts.get(id), false);
        if (request.idempotencyKey() != null) {
            network.idempotent.put(request.idempotencyKey(), published);
        }
        return published;
    }

    public PostBatch batch(PostRefs request) {
        return new PostBatch(Arrays.stream(request.postIds())
                .filter(network.posts::containsKey)
                .mapToObj(network.posts::get)
                .toList());
    }

    /** Own posts and no reposts, newest first. */
    public ActivityPage byAuthor(AuthorListing request) {
        long[] ids = network.posts.values().stream()
                .filter(post -> post.authorId() == request.authorId() && post.id() < request.before())
                .filter(post -> request.replies() || post.replyToId() == 0)
                .mapToLong(PostFacts::id)
                .map(id -> -id)
                .sorted()
                .map(id -> -id)
                .limit(request.limit())
                .toArray();
        long[] actors = new long[ids.length];
        Arrays.fill(actors, request.authorId());
        return new ActivityPage(ids, ids, actors, false);
    }

    public Conversation thread(PostRef request) {
        PostFacts post = network.posts.get(request.postId());
        List<Conversation.Ancestor> above = post == null || post.replyToId() == 0
                ? List.of()
                : List.of(new Conversation.Ancestor(post.replyToId(), network.posts.get(post.replyToId())));
        return new Conversation(above, post);
    }

    public PostPage replies(Listing request) {
        return new PostPage(
                network.posts.values().stream()
                        .filter(post -> post.replyToId() == request.subjectId())
                        .toList(),
                0);
    }

    public PostPage byTag(TagListing request) {
        return new PostPage(
                network.posts.values().stream()
                        .filter(post -> post.tags().contains(request.tag()))
                        .toList(),
                0);
    }

    public PostStats stats(PostStatsQuery request) {
        if (network.marksFault != null) {
            throw network.marksFault;
        }
        int size = request.postIds().length;
        byte[] flags = new byte[size];
        for (int i = 0; i < size; i++) {
            flags[i] = (byte) (network.posts.containsKey(request.postIds()[i]) ? PostStats.LIKED : PostStats.GONE);
        }
        int[] likes = new int[size];
        Arrays.fill(likes, 7);
        return new PostStats(likes, new int[size], new int[size], flags);
    }

    public Reacted like(Reaction request) {
        return new Reacted(
                network.posts.get(request.postId()), stats(new PostStatsQuery(request.userId(), request.postId())), 0);
    }

    public Reacted unlike(Reaction request) {
        return like(request);
    }

    public PostCounts postCounts(UserRefs request) {
        return new PostCounts(new int[request.userIds().length]);
    }
}
