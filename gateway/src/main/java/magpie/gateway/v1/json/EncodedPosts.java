package magpie.gateway.v1.json;

import io.micrometer.core.instrument.MeterRegistry;
import magpie.api.post.PostFacts;
import magpie.gateway.json.JsonBytes;
import magpie.kit.near.NearCache;

/**
 * Caches the immutable part of posts in the public Post shape, encoded once: {@code "id":…,"text":…,"createdAt":…,
 * "replyToId":…,"media":[],"tags":[…]}, without braces. Nothing needs eviction: nobody asks for a deleted post.
 */
public final class EncodedPosts {
    private final NearCache<byte[]> cache;

    /** Caches {@code size} posts. */
    public EncodedPosts(int size, MeterRegistry meters) {
        this.cache = new NearCache<byte[]>(size).monitored(meters, "encoded-posts");
    }

    /** Returns the members of a post; not to be modified. */
    byte[] of(PostFacts post) {
        byte[] known = cache.get(post.id());
        if (known != null) {
            return known;
        }
        byte[] encoded = encode(post);
        if (post.small()) {
            cache.put(post.id(), encoded);
        }
        return encoded;
    }

    /** Encodes a post without caching it. */
    public static byte[] encode(PostFacts post) {
        JsonBytes out = new JsonBytes(post.bytes());
        out.name("id").id(post.id());
        out.name("text").text(post.text());
        out.name("createdAt").time(post.createdAt());
        out.name("replyToId").id(post.replyToId());
        out.name("media").openList().closeList();
        out.name("tags").openList();
        post.tags().forEach(out::text);
        return out.closeList().toBytes();
    }
}
