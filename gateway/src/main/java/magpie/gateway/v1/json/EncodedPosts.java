package magpie.gateway.v1.json;

import io.micrometer.core.instrument.MeterRegistry;
import magpie.api.post.PostFacts;
import magpie.gateway.json.JsonBytes;
import magpie.kit.near.NearCache;

/**
 * What never changes of posts, as the public Post shape has it, encoded once: {@code "id":…,"text":…,"createdAt":…,
 * "replyToId":…,"media":[],"tags":[…]}, without braces. Nothing has to be forgotten: a post that is gone is not asked for.
 */
public final class EncodedPosts {
    private final NearCache<byte[]> cache;

    /** A cache of so many posts. */
    public EncodedPosts(int size, MeterRegistry meters) {
        this.cache = new NearCache<byte[]>(size).monitored(meters, "encoded-posts");
    }

    /** The members of a post; not to be changed. */
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

    /** The same of a post that is not asked for again. */
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
