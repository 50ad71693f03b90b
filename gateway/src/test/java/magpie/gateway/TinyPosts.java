package magpie.gateway;

import java.util.Arrays;
import magpie.api.ServiceException;
import magpie.api.UserRefs;
import magpie.api.post.PostBatch;
import magpie.api.post.PostCounts;
import magpie.api.post.PostRefs;
import magpie.api.post.PostStats;
import magpie.api.post.PostStatsQuery;
import magpie.api.post.Publication;
import magpie.api.post.Published;
import magpie.api.post.Reacted;
import magpie.api.post.Reaction;

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
